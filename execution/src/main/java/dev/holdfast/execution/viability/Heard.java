package dev.holdfast.execution.viability;

import dev.holdfast.core.models.FaultClass;
import dev.holdfast.core.models.Turn;
import dev.holdfast.core.models.viability.Pace;

/// What became of one question.
sealed interface Heard {
  /// @param pieces in which the text came
  /// @param served what the model calls itself, empty where it does not
  record Whole(Turn.Said said, Pace.Measured pace, int pieces, String served) implements Heard {}

  record Broken(FaultClass fault, String message) implements Heard {}

  /// It was not put: a budget, a cool-down, the end of the time.
  record Unasked(String why) implements Heard {}

  /// Whether this says something about the model, rather than about the moment.
  default boolean isDecisive() {
    return switch (this) {
      case Whole _ -> true;
      case Unasked _ -> false;
      case Broken(var fault, _) ->
          switch (fault) {
            case NOT_FOUND, CONTEXT_OVERFLOW, CONTENT_POLICY, INVALID_REQUEST -> true;
            case RATE_LIMITED,
                OVERLOADED,
                TIMEOUT_CONNECT,
                TIMEOUT_FIRST_TOKEN,
                TIMEOUT_IDLE,
                TIMEOUT_TOTAL,
                AUTH,
                BILLING,
                SERVER_ERROR,
                NETWORK,
                TRUNCATED,
                MALFORMED,
                UNKNOWN ->
                false;
          };
    };
  }

  /// In words, where it is no answer.
  default String told() {
    return switch (this) {
      case Whole(var said, _, _, _) -> "answers: " + Words.shown(said.text());
      case Broken(var fault, var message) -> fault.word() + ": " + Words.shown(message);
      case Unasked(var why) -> "not asked: " + Words.shown(why);
    };
  }
}
