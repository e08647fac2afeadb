package dev.holdfast.execution.models;

import dev.holdfast.core.models.Finish;
import dev.holdfast.core.models.Lowering;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.Reply;
import dev.holdfast.core.spend.Bill;
import dev.holdfast.core.spend.Usage;
import dev.holdfast.execution.spans.Span;
import dev.holdfast.execution.spans.Spans;
import dev.holdfast.execution.spans.Trail;
import dev.holdfast.ledger.Meter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is measured and traced of models, under OpenTelemetry's names for generative AI where it
/// has one (semantic conventions for GenAI client metrics and spans). Nowhere else is any of these
/// names.
final class Signals {
  private static final String DURATION = "gen_ai.client.operation.duration";
  private static final String FIRST_TOKEN = "gen_ai.client.time_to_first_token";
  private static final String TOKENS = "gen_ai.client.token.usage";
  private static final String FALLBACKS = "model.fallbacks";
  private static final String LOWERED = "model.lowered";
  private static final String COST = "model.cost.micros";
  private static final String CURRENCY = "currency";
  private static final String PROVIDER = "gen_ai_provider_name";
  private static final String MODEL = "gen_ai_request_model";
  private static final String ERROR = "error_type";
  private static final String TYPE = "gen_ai_token_type";

  private static final String CHAT = "chat";

  private final Meter meter;
  private final Spans spans;
  private final InstantSource clock;

  Signals(Meter meter, Spans spans, InstantSource clock) {
    this.meter = meter;
    this.spans = spans;
    this.clock = clock;
  }

  void attempted(Made made, Journal.Intent intent, Trail trail) {
    measured(made);
    spans.tell(() -> span(intent, trail, made.took(), answered(made), error(made)));
  }

  /// The asker does not wait for it any more.
  void cut(Duration took, Journal.Intent intent, Trail trail) {
    spans.tell(() -> span(intent, trail, took, new Answer("", "", Usage.NONE), "cancelled"));
  }

  private void measured(Made made) {
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
    var usage = answered(made).usage();
    tokens(model, "input", usage.input());
    tokens(model, "output", usage.output() + usage.reasoning());
  }

  /// Another model is asked.
  ///
  /// @param why the class of the fault before
  void fellBack(ModelId from, String why) {
    meter.count(FALLBACKS, PROVIDER, from.provider(), MODEL, from.model(), ERROR, why);
  }

  /// A smaller tier answers because a budget runs low.
  static void lowered(Meter meter, Lowering lowering) {
    if (!lowering.isNone()) {
      meter.count(LOWERED, "from", lowering.from(), "to", lowering.to().text());
    }
  }

  /// What an attempt cost, as far as its price is known. OpenTelemetry has no name for money.
  static void billed(Meter meter, ModelId model, Bill bill) {
    if (bill.cost() > 0) {
      meter.count(
          COST,
          bill.cost(),
          PROVIDER,
          model.provider(),
          MODEL,
          model.model(),
          CURRENCY,
          bill.currency());
    }
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

  /// What spans tell of an answer: who gave it, why it ended, what it was counted. Nothing of what
  /// it says.
  ///
  /// @param finish empty where it did not come to its end
  private record Answer(String served, String finish, Usage usage) {}

  private static Answer answered(Made made) {
    return switch (made.reply()) {
      case Reply.Whole(_, var finish, var usage, var served) ->
          new Answer(served, word(finish), usage);
      case Reply.Broken(_, var usage) -> new Answer("", "", usage);
    };
  }

  private static String word(Finish finish) {
    return switch (finish) {
      case STOP -> "stop";
      case TOOLS -> "tool_calls";
      case LENGTH -> "length";
    };
  }

  private Span span(
      Journal.Intent intent, Trail trail, Duration took, Answer answer, String fault) {
    var model = intent.model();
    var words = new TreeMap<String, String>();
    words.put("gen_ai.operation.name", CHAT);
    words.put("gen_ai.provider.name", model.provider());
    words.put("gen_ai.request.model", model.model());
    words.put("holdfast.asked", intent.addressee());
    words.put("holdfast.correlation_id", trail.correlation());
    if (!answer.served().isEmpty()) {
      words.put("gen_ai.response.model", answer.served());
    }
    if (!fault.isEmpty()) {
      words.put("error.type", fault);
    }
    var lists = new TreeMap<String, List<String>>();
    if (!answer.finish().isEmpty()) {
      lists.put("gen_ai.response.finish_reasons", List.of(answer.finish()));
    }
    var ended = clock.instant();
    var facts = new Span.Facts(words, numbers(intent, answer.usage()), lists);
    return new Span(CHAT + " " + model.model(), trail, ended.minus(took), ended, facts, fault);
  }

  /// Input with what came from caches, output with the thoughts. What nobody counted is not told.
  private static Map<String, Long> numbers(Journal.Intent intent, Usage usage) {
    var numbers = new TreeMap<String, Long>();
    numbers.put("holdfast.attempt", (long) intent.number());
    if (usage.total() > 0) {
      numbers.put("gen_ai.usage.input_tokens", usage.input());
      numbers.put("gen_ai.usage.output_tokens", usage.output() + usage.reasoning());
      numbers.put("gen_ai.usage.cache_read.input_tokens", usage.cacheRead());
      numbers.put("gen_ai.usage.cache_creation.input_tokens", usage.cacheWrite());
      numbers.put("gen_ai.usage.reasoning.output_tokens", usage.reasoning());
    }
    return numbers;
  }
}
