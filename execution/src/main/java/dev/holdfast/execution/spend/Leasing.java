package dev.holdfast.execution.spend;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Order;
import dev.holdfast.core.spend.Amount;
import dev.holdfast.core.spend.BudgetCommand;
import dev.holdfast.core.spend.BudgetEvent;
import dev.holdfast.core.spend.BudgetLine;
import dev.holdfast.ledger.Answer;
import dev.holdfast.ledger.Changed;
import dev.holdfast.ledger.Desk;
import dev.holdfast.ledger.LedgerUnavailable;
import dev.holdfast.ledger.Origin;
import dev.holdfast.ledger.Outcome;
import dev.holdfast.ledger.Submission;
import java.time.Duration;
import java.util.List;

/// Asks the desk for blocks, and gives them back.
final class Leasing {
  private final Desk desk;
  private final String holder;
  private final Duration life;

  Leasing(Desk desk, String holder, Duration life) {
    this.desk = desk;
    this.holder = holder;
    this.life = life;
  }

  sealed interface Answered {
    record Granted(Part part) implements Answered {}

    record Refused(Diagnostic diagnostic) implements Answered {}
  }

  Answered lease(BudgetLine line, Amount wish, Amount least) throws InterruptedException {
    long asked = System.nanoTime();
    return switch (tell(line, new BudgetCommand.Lease(line, holder, wish, least, life))) {
      case Answer.Entered(_, var outcomes) -> answered(outcomes.getFirst(), asked);
      case Answer.Refused(var refusal) -> new Answered.Refused(refusal.diagnostic());
      case Answer.Replayed _ -> throw new IllegalStateException("a lease has no key");
    };
  }

  /// What cannot be given back now comes back by itself.
  void giveBack(BudgetLine line, Part part) throws InterruptedException {
    tell(line, new BudgetCommand.Return(part.number(), part.unsettled()));
  }

  private Answer tell(BudgetLine line, BudgetCommand command) throws InterruptedException {
    var origin = new Origin(holder, line.stream().text());
    try {
      return desk.submit(Submission.of(origin, new Order(line.stream(), command)));
    } catch (LedgerUnavailable unavailable) {
      return new Answer.Refused(
          dev.holdfast.core.Refusal.of(
              dev.holdfast.core.Refusal.Reason.UNAVAILABLE, unavailable.diagnostic()));
    }
  }

  private static Answered answered(Outcome outcome, long asked) {
    return switch (outcome) {
      case Outcome.Refused(var refusal) -> new Answered.Refused(refusal.diagnostic());
      case Outcome.Done(var changes) -> answered(changes, asked);
    };
  }

  private static Answered answered(List<Changed> changes, long asked) {
    for (var changed : changes) {
      for (var event : changed.change().events()) {
        if (event instanceof BudgetEvent.Exhausted(var why, _)) {
          return new Answered.Refused(why);
        }
        if (event instanceof BudgetEvent.Leased(var block)) {
          return new Answered.Granted(Part.of(block, asked));
        }
      }
    }
    throw new IllegalStateException("a lease that neither gave nor refused: " + changes);
  }
}
