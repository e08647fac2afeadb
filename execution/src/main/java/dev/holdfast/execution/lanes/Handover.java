package dev.holdfast.execution.lanes;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Order;
import dev.holdfast.core.Refusal;
import dev.holdfast.core.delegation.TaskCommand;
import dev.holdfast.execution.agents.Result;
import dev.holdfast.execution.attempt.Answers;
import dev.holdfast.execution.attempt.Attempt;
import dev.holdfast.execution.attempt.Deadline;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Brings a result to the desk. While the desk takes nothing, the result is kept and brought again,
/// ever more slowly, until the lease is surely lost: work that was done is not thrown away because
/// the store was full for a minute.
final class Handover {
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);

  private final Workplace workplace;
  private final Attempt attempt;
  private final CountDownLatch halted;

  Handover(Workplace workplace, Attempt attempt, CountDownLatch halted) {
    this.workplace = workplace;
    this.attempt = attempt;
    this.halted = halted;
  }

  /// How it went.
  sealed interface End {
    record Entered() implements End {}

    record Refused(Refusal refusal) implements End {}

    record GivenUp(Diagnostic diagnostic) implements End {}
  }

  End bring(Result result, Watch watch) throws InterruptedException {
    return switch (result) {
      case Result.Settled() -> new End.Entered();
      case Result.Completed(var output, var evidence) ->
          bring(new TaskCommand.Complete(attempt.fence(), output, evidence), watch);
      case Result.Failed(var fault) -> bring(new TaskCommand.Fail(attempt.fence(), fault), watch);
    };
  }

  private End bring(TaskCommand report, Watch watch) throws InterruptedException {
    var order = new Order(attempt.task(), report);
    var wait = FIRST_WAIT;
    while (true) {
      switch (Answers.bring(workplace.desk(), attempt.origin(), order)) {
        case Answers.Done _ -> {
          return new End.Entered();
        }
        case Answers.Denied(var refusal) -> {
          return new End.Refused(refusal);
        }
        case Answers.Later(var why) -> {
          if (surelyLost(watch) || halted.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
            return new End.GivenUp(why);
          }
          wait = longer(wait);
        }
      }
    }
  }

  /// One lease time after the lease ended, whoever may take it has been able to.
  private boolean surelyLost(Watch watch) {
    return attempt.deadline().isOver()
        || new Deadline(watch.lease().nanos() + workplace.tempo().lease().toNanos()).isOver();
  }

  private Duration longer(Duration wait) {
    var doubled = wait.multipliedBy(2);
    var patience = workplace.tempo().patience();
    return doubled.compareTo(patience) < 0 ? doubled : patience;
  }
}
