package dev.holdfast.core.delegation;

import dev.holdfast.core.Chance;
import dev.holdfast.core.Decision;
import dev.holdfast.core.Fence;
import dev.holdfast.core.Refusal;
import dev.holdfast.core.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What may happen while a task is leased. Whoever presents another fence, or comes after the
/// deadline, changes nothing.
final class Holding {
  private static final Duration REST_BASE = Duration.ofSeconds(1);
  private static final Duration REST_CAP = Duration.ofMinutes(1);

  private final StreamId id;
  private final TaskState.Leased leased;
  private final TaskTerms terms;
  private final Instant now;

  Holding(StreamId id, TaskState.Leased leased, TaskTerms terms, Instant now) {
    this.id = id;
    this.leased = leased;
    this.terms = terms;
    this.now = now;
  }

  Decision<TaskEvent> decide(TaskCommand command) {
    var fence = fence(command);
    if (!fence.equals(leased.lease().fence())) {
      return Decision.refuse(
          Refusal.Reason.STALE_FENCE, Diagnostics.staleFence(id, fence, leased.lease()));
    }
    if (!now.isBefore(leased.deadline())) {
      return Decision.refuse(
          Refusal.Reason.STALE_FENCE, Diagnostics.tooLate(id, leased.deadline()));
    }
    return switch (command) {
      case TaskCommand.Heartbeat(_, var time, var progress, var usage) ->
          Decision.accept(
              new TaskEvent.Extended(
                  Offering.earlier(now.plus(time), leased.deadline()), progress, usage));
      case TaskCommand.Call(_, var effect, var tool, var request) ->
          Decision.accept(call(effect, tool, request));
      case TaskCommand.Ask ask -> Decision.accept(ask(ask));
      case TaskCommand.Delegate delegate -> new Carving(id, leased, terms, now).delegate(delegate);
      case TaskCommand.Complete(_, var output, var evidence) ->
          Decision.accept(new Judging(leased, terms, now).judge(output, evidence));
      case TaskCommand.Fail(_, var fault) -> Decision.accept(failed(fault));
      case TaskCommand.Offer _,
          TaskCommand.Lease _,
          TaskCommand.Cancel _,
          TaskCommand.Consume _,
          TaskCommand.Discard _,
          TaskCommand.Account _,
          TaskCommand.Wake _ ->
          throw new IllegalStateException(command + " does not come from a holder");
    };
  }

  private static Fence fence(TaskCommand command) {
    return switch (command) {
      case TaskCommand.Heartbeat(var fence, _, _, _) -> fence;
      case TaskCommand.Call(var fence, _, _, _) -> fence;
      case TaskCommand.Ask(var fence, _, _, _, _) -> fence;
      case TaskCommand.Delegate(var fence, _, _, _) -> fence;
      case TaskCommand.Complete(var fence, _, _) -> fence;
      case TaskCommand.Fail(var fence, _) -> fence;
      case TaskCommand.Offer _,
          TaskCommand.Lease _,
          TaskCommand.Cancel _,
          TaskCommand.Consume _,
          TaskCommand.Discard _,
          TaskCommand.Account _,
          TaskCommand.Wake _ ->
          Fence.NONE;
    };
  }

  private TaskEvent call(long effect, String tool, dev.holdfast.core.Json request) {
    var contract = terms.contract();
    if (!contract.allows(tool)) {
      return new TaskEvent.CallRefused(effect, tool, Diagnostics.notAllowed(tool, contract));
    }
    if (leased.progress().toolCalls() >= contract.budget().toolCalls()) {
      return new TaskEvent.CallRefused(effect, tool, Diagnostics.noCallsLeft(tool, contract));
    }
    return new TaskEvent.CallPermitted(effect, tool, request);
  }

  private TaskEvent ask(TaskCommand.Ask wish) {
    var progress = leased.progress();
    if (progress.turns() >= Progress.TURNS_MAX) {
      return new TaskEvent.CallRefused(wish.effect(), wish.model(), Diagnostics.noTurnsLeft(id));
    }
    var budget = terms.contract().budget();
    return progress.outlay().fits(wish.estimate(), budget)
        ? new TaskEvent.ModelAsked(wish.effect(), wish.model(), wish.request(), wish.estimate())
        : new TaskEvent.CallRefused(
            wish.effect(),
            wish.model(),
            Diagnostics.budgetSpent(progress.outlay().used(), wish.estimate(), budget));
  }

  private List<TaskEvent> failed(Fault fault) {
    var spent = Duration.between(leased.startedAt(), now);
    var progress = leased.progress().spending(spent);
    boolean again = fault.retry() == Fault.Retry.WORTHWHILE && terms.mayTryAgain(progress);
    var ending = new Ending(terms, progress);
    var rest =
        new TaskEvent.Rested(
            now.plus(Chance.backoff(id, progress.attempts(), REST_BASE, REST_CAP)));
    var then =
        again
            ? ending.unlessEscalated(
                "fail", fault.kind(), Diagnostics.attemptFailed(id, fault), rest)
            : ending.failed(fault.kind(), Diagnostics.attemptFailed(id, fault));
    return List.of(new TaskEvent.AttemptFailed(fault, spent), then);
  }

  /// A lease that ran out before the deadline was lost there: what passed since then, a restart or
  /// a long stop, was not execution.
  Decision<TaskEvent> wake() {
    var end = leased.lease().expiresAt();
    if (now.isBefore(end)) {
      return Decision.nothing();
    }
    var spent = Duration.between(leased.startedAt(), end);
    var holder = leased.lease().holder();
    var progress = leased.progress().spending(spent);
    return end.isBefore(leased.deadline())
        ? Decision.accept(new TaskEvent.LeaseLost(holder, spent), leaseIsLost(progress))
        : Decision.accept(new TaskEvent.TimeSpent(holder, spent), timeIsUp(progress));
  }

  private TaskEvent timeIsUp(Progress progress) {
    var ending = new Ending(terms, progress);
    var why = Diagnostics.timeIsUp(id, terms.contract());
    return terms.mayTryAgain(progress)
        ? ending.unlessEscalated("expired", "timeout", why, reoffered())
        : ending.expired(why);
  }

  private TaskEvent leaseIsLost(Progress progress) {
    var ending = new Ending(terms, progress);
    var why = Diagnostics.leaseLost(id, leased.lease());
    return terms.mayTryAgain(progress)
        ? ending.unlessEscalated("fail", "lease-lost", why, reoffered())
        : ending.failed("lease-lost", why);
  }

  private TaskEvent reoffered() {
    return new TaskEvent.Reoffered(now.plus(terms.policy().queueWait()));
  }
}
