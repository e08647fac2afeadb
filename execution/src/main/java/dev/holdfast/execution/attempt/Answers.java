package dev.holdfast.execution.attempt;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Order;
import dev.holdfast.core.Refusal;
import dev.holdfast.ledger.Answer;
import dev.holdfast.ledger.Changed;
import dev.holdfast.ledger.Desk;
import dev.holdfast.ledger.LedgerUnavailable;
import dev.holdfast.ledger.Origin;
import dev.holdfast.ledger.Outcome;
import dev.holdfast.ledger.Submission;
import java.util.List;

/// What the desk's answer to one order means for the one who brought it.
public sealed interface Answers {
  record Done(List<Changed> changes) implements Answers {}

  /// It will never be carried out.
  record Denied(Refusal refusal) implements Answers {}

  /// The desk cannot say; the same order may be brought again.
  record Later(Diagnostic diagnostic) implements Answers {}

  static Answers bring(Desk desk, Origin origin, Order order) throws InterruptedException {
    try {
      return switch (desk.submit(Submission.of(origin, order))) {
        case Answer.Entered(_, var outcomes) -> of(outcomes.getFirst());
        case Answer.Replayed _ -> new Done(List.of());
        case Answer.Refused(var refusal) -> of(refusal);
      };
    } catch (LedgerUnavailable unavailable) {
      return new Later(unavailable.diagnostic());
    }
  }

  private static Answers of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done(var changes) -> new Done(changes);
      case Outcome.Refused(var refusal) -> of(refusal);
    };
  }

  private static Answers of(Refusal refusal) {
    return switch (refusal.reason()) {
      case UNAVAILABLE, OVERLOADED -> new Later(refusal.diagnostic());
      case NOT_FOUND, CONFLICT, STALE_FENCE, RULE, KEY_REUSED -> new Denied(refusal);
    };
  }
}
