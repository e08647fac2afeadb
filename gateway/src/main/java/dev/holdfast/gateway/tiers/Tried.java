package dev.holdfast.gateway.tiers;

import dev.holdfast.core.effect.EffectState;
import dev.holdfast.core.effect.Settlement;
import dev.holdfast.core.effect.Use;
import dev.holdfast.core.spend.Charge;
import dev.holdfast.gateway.showing.Streams.Kept;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// One attempt at a model, as its effect tells of it.
///
/// @param number of the attempt at its question, from one
/// @param end `answered`, `failed`, `unknown`, `refused`, or `asked` while nobody knows
/// @param fault the class of what went wrong, empty where nothing did
record Tried(
    Kept<EffectState> kept,
    Use use,
    Charge.Payer payer,
    Question question,
    int number,
    String end,
    String fault,
    String message) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String MODEL = "model:";

  /// What attempts at one question have in common.
  ///
  /// @param asked the tier, class or model that it was put to
  record Question(long task, String correlation, String asked, String sha256) {}

  /// Empty for what asked no model.
  static Optional<Tried> of(Kept<EffectState> kept) {
    return switch (kept.state()) {
      case EffectState.New() -> Optional.empty();
      case EffectState.Intended(var use, _) -> of(kept, use, Charge.Payer.NOBODY, End.of("asked"));
      case EffectState.Refused(var use, var why) ->
          of(kept, use, Charge.Payer.NOBODY, new End("refused", why.code(), why.cause()));
      case EffectState.Ended(var use, var settlement, var charge) ->
          of(kept, use, charge.payer(), End.of(settlement));
    };
  }

  private static Optional<Tried> of(Kept<EffectState> kept, Use use, Charge.Payer payer, End end) {
    if (!use.tool().startsWith(MODEL)) {
      return Optional.empty();
    }
    var request = MAPPER.readTree(use.request().text());
    var question =
        new Question(
            use.task(),
            use.correlation(),
            request.path("asked").asString(""),
            request.path("sha256").asString(""));
    var number = request.path("attempt").asInt(0);
    return Optional.of(
        new Tried(kept, use, payer, question, number, end.word(), end.fault(), end.message()));
  }

  String model() {
    return use.tool().substring(MODEL.length());
  }

  private record End(String word, String fault, String message) {
    static End of(String word) {
      return new End(word, "", "");
    }

    static End of(Settlement settlement) {
      return switch (settlement) {
        case Settlement.Receipt _ -> of("answered");
        case Settlement.Failure(var fault, var message) -> new End("failed", fault, message);
        // The class stands before the first colon.
        case Settlement.Doubt(var message) -> {
          var parts = message.split(": ", 2);
          yield parts.length == 2
              ? new End("unknown", parts[0], parts[1])
              : new End("unknown", "", message);
        }
      };
    }
  }
}
