package dev.holdfast.core.delegation;

import dev.holdfast.core.Decision;
import dev.holdfast.core.Refusal;
import dev.holdfast.core.Rules;
import dev.holdfast.core.Standing;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import java.time.Instant;

/// Offers, leases, judges and ends a task.
public final class TaskRules implements Rules<TaskState, TaskCommand, TaskEvent, DelegationPolicy> {

  @Override
  public TaskState initial() {
    return new TaskState.New();
  }

  @Override
  public Decision<TaskEvent> decide(
      StreamId id,
      TaskState state,
      TaskCommand command,
      Versions<DelegationPolicy> policy,
      Instant now) {
    return switch (command) {
      case TaskCommand.Offer(var assignment, var lane) ->
          state instanceof TaskState.New
              ? Offering.offer(assignment, lane, policy, now)
              : Decision.nothing();
      case TaskCommand.Lease lease ->
          state instanceof TaskState.Offered offered
              ? Offering.lease(offered, lease, terms(offered.assignment(), policy), now)
              : Decision.nothing();
      case TaskCommand.Cancel(var reason) ->
          live(state) ? Decision.accept(new TaskEvent.Cancelled(reason)) : Decision.nothing();
      case TaskCommand.Consume(var parent) -> consume(state, parent);
      case TaskCommand.Account account -> account(state, account);
      case TaskCommand.Discard(var reason) -> discard(state, reason);
      case TaskCommand.Wake() -> wake(id, state, policy, now);
      case TaskCommand.Heartbeat _,
          TaskCommand.Call _,
          TaskCommand.Ask _,
          TaskCommand.Delegate _,
          TaskCommand.Complete _,
          TaskCommand.Fail _ ->
          state instanceof TaskState.Leased leased
              ? new Holding(id, leased, terms(leased.assignment(), policy), now).decide(command)
              : Decision.refuse(Refusal.Reason.STALE_FENCE, Diagnostics.notLeased(id));
    };
  }

  private static TaskTerms terms(Assignment assignment, Versions<DelegationPolicy> policy) {
    return TaskTerms.of(assignment.terms(), policy);
  }

  /// What has been accounted for, or was never put aside, is no news.
  private static Decision<TaskEvent> account(TaskState state, TaskCommand.Account account) {
    if (!live(state)) {
      return Decision.nothing();
    }
    var aside = Tasks.progress(state).outlay().asideFor(account.effect());
    var spent = account.counted() == TaskCommand.Counted.YES ? account.spent() : aside;
    return aside.isNone()
        ? Decision.nothing()
        : Decision.accept(new TaskEvent.Accounted(account.effect(), spent));
  }

  private static Decision<TaskEvent> consume(TaskState state, long parent) {
    if (!(state instanceof TaskState.Accepted accepted)
        || accepted.assignment().parent() != parent) {
      return Decision.refuse(Refusal.Reason.CONFLICT, Diagnostics.nothingToConsume());
    }
    return accepted.handOff() == HandOff.PRODUCED
        ? Decision.accept(new TaskEvent.Consumed())
        : Decision.nothing();
  }

  /// The delegating task has ended: what still runs is stopped, what was produced is set aside.
  private static Decision<TaskEvent> discard(TaskState state, String reason) {
    if (state instanceof TaskState.Accepted accepted) {
      return accepted.handOff() == HandOff.PRODUCED
          ? Decision.accept(new TaskEvent.Discarded(reason))
          : Decision.nothing();
    }
    return live(state) ? Decision.accept(new TaskEvent.Cancelled(reason)) : Decision.nothing();
  }

  private static Decision<TaskEvent> wake(
      StreamId id, TaskState state, Versions<DelegationPolicy> policy, Instant now) {
    return switch (state) {
      case TaskState.Leased leased ->
          new Holding(id, leased, terms(leased.assignment(), policy), now).wake();
      case TaskState.Resting resting when !now.isBefore(resting.until()) ->
          Decision.accept(
              new TaskEvent.Reoffered(
                  now.plus(terms(resting.assignment(), policy).policy().queueWait())));
      case TaskState.Offered offered when !now.isBefore(offered.until()) ->
          Decision.accept(
              new Ending(terms(offered.assignment(), policy), offered.progress())
                  .expired(Diagnostics.waitedTooLong(id, offered.place())));
      case TaskState.New _,
          TaskState.Offered _,
          TaskState.Resting _,
          TaskState.Accepted _,
          TaskState.Rejected _,
          TaskState.Escalated _,
          TaskState.Failed _,
          TaskState.Expired _,
          TaskState.Cancelled _ ->
          Decision.nothing();
    };
  }

  private static boolean live(TaskState state) {
    return switch (state) {
      case TaskState.Offered _, TaskState.Resting _, TaskState.Leased _ -> true;
      case TaskState.New _,
          TaskState.Accepted _,
          TaskState.Rejected _,
          TaskState.Escalated _,
          TaskState.Failed _,
          TaskState.Expired _,
          TaskState.Cancelled _ ->
          false;
    };
  }

  @Override
  public TaskState evolve(TaskState state, TaskEvent event) {
    return TaskHistory.evolve(state, event);
  }

  @Override
  public Standing standing(StreamId id, TaskState state) {
    return TaskStanding.of(id, state);
  }
}
