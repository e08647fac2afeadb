package dev.holdfast.execution.models;

import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.Reply;
import dev.holdfast.ledger.Meter;

/// What is measured of models, under OpenTelemetry's names for generative AI where it has one
/// (semantic conventions for GenAI client metrics). Nowhere else is any of these names.
final class Signals {
  private static final String DURATION = "gen_ai.client.operation.duration";
  private static final String FIRST_TOKEN = "gen_ai.client.time_to_first_token";
  private static final String TOKENS = "gen_ai.client.token.usage";
  private static final String FALLBACKS = "model.fallbacks";
  private static final String PROVIDER = "gen_ai_provider_name";
  private static final String MODEL = "gen_ai_request_model";
  private static final String ERROR = "error_type";
  private static final String TYPE = "gen_ai_token_type";

  private final Meter meter;

  Signals(Meter meter) {
    this.meter = meter;
  }

  void attempted(Made made) {
    var model = made.model();
    meter.time(
        DURATION,
        made.took(),
        PROVIDER,
        model.provider(),
        MODEL,
        model.model(),
        ERROR,
        error(made));
    if (made.first().isPositive()) {
      meter.time(FIRST_TOKEN, made.first(), PROVIDER, model.provider(), MODEL, model.model());
    }
    var usage =
        switch (made.reply()) {
          case Reply.Whole whole -> whole.usage();
          case Reply.Broken broken -> broken.usage();
        };
    tokens(model, "input", usage.input());
    tokens(model, "output", usage.output() + usage.reasoning());
  }

  /// Another model is asked.
  ///
  /// @param why the class of the fault before
  void fellBack(ModelId from, String why) {
    meter.count(FALLBACKS, PROVIDER, from.provider(), MODEL, from.model(), ERROR, why);
  }

  private void tokens(ModelId model, String type, long count) {
    if (count > 0) {
      meter.count(TOKENS, count, PROVIDER, model.provider(), MODEL, model.model(), TYPE, type);
    }
  }

  /// Empty where it answered.
  private static String error(Made made) {
    return switch (made.reply()) {
      case Reply.Whole _ -> "";
      case Reply.Broken(var fault, _) -> fault.kind().word();
    };
  }
}
