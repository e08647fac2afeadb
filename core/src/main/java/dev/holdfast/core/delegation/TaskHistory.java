package dev.holdfast.core.delegation;

import dev.holdfast.core.spend.Amount;

/// What a task's state becomes by a fact.
final class TaskHistory {
  private TaskHistory() {}

  static TaskState evolve(TaskState state, TaskEvent event) {
    return switch (event) {
      case TaskEvent.Offered(var assignment, var place, var until) ->
          new TaskState.Offered(assignment, place, Progress.NONE, until);
      case TaskEvent.Consumed() -> handedOff(state, HandOff.CONSUMED);
      case TaskEvent.Discarded _ -> handedOff(state, HandOff.DISCARDED);
      case TaskEvent.Leased(var lease, var startedAt, var deadline) ->
          new TaskState.Leased(
              assignment(state),
              place(state),
              progress(state).leased(),
              lease,
              startedAt,
              deadline);
      case TaskEvent.Extended(var expiresAt, var progress, var usage) ->
          state instanceof TaskState.Leased leased
              ? holding(
                  leased,
                  leased.progress().hearing(progress, usage),
                  new dev.holdfast.core.Lease(
                      leased.lease().fence(), leased.lease().holder(), expiresAt))
              : state;
      case TaskEvent.CallPermitted(_, var tool, _) ->
          counting(state, progress(state).calling(tool));
      case TaskEvent.ModelAsked(var effect, _, _, var estimate) ->
          counting(state, progress(state).asking(effect, estimate));
      case TaskEvent.Accounted(var effect, var spent) -> accounting(state, effect, spent);
      case TaskEvent.CallRefused _ -> state;
      case TaskEvent.Delegated(var child, var contract, _) ->
          counting(state, progress(state).calling("delegate." + contract).delegating(child));
      case TaskEvent.Judged(_, var spent) -> counting(state, progress(state).spending(spent));
      case TaskEvent.AttemptFailed(_, var spent) ->
          counting(state, progress(state).spending(spent));
      case TaskEvent.LeaseLost(_, var spent) -> counting(state, progress(state).spending(spent));
      case TaskEvent.TimeSpent(_, var spent) -> counting(state, progress(state).spending(spent));
      case TaskEvent.Accepted(var output, var evidence, var handOff) ->
          new TaskState.Accepted(assignment(state), progress(state), output, evidence, handOff);
      case TaskEvent.Reworked(var verdict, var until) ->
          new TaskState.Offered(
              assignment(state), place(state), progress(state).told(verdict.findings()), until);
      case TaskEvent.Rested(var until) ->
          new TaskState.Resting(assignment(state), place(state), progress(state), until);
      case TaskEvent.Reoffered(var until) ->
          new TaskState.Offered(assignment(state), place(state), progress(state), until);
      case TaskEvent.Rejected(var verdict) ->
          new TaskState.Rejected(assignment(state), progress(state), verdict);
      case TaskEvent.Escalated(var diagnostic, _) ->
          new TaskState.Escalated(assignment(state), progress(state), diagnostic);
      case TaskEvent.Failed(var diagnostic) ->
          new TaskState.Failed(assignment(state), progress(state), diagnostic);
      case TaskEvent.Expired(var diagnostic) ->
          new TaskState.Expired(assignment(state), progress(state), diagnostic);
      case TaskEvent.Cancelled(var reason) ->
          new TaskState.Cancelled(assignment(state), progress(state), reason);
    };
  }

  private static TaskState counting(TaskState state, Progress progress) {
    return state instanceof TaskState.Leased leased
        ? holding(leased, progress, leased.lease())
        : state;
  }

  /// An effect may end after the attempt that wanted it; its task counts it while it lives.
  private static TaskState accounting(TaskState state, long effect, Amount spent) {
    var progress = progress(state).accounting(effect, spent);
    return switch (state) {
      case TaskState.Offered(var assignment, var place, _, var until) ->
          new TaskState.Offered(assignment, place, progress, until);
      case TaskState.Resting(var assignment, var place, _, var until) ->
          new TaskState.Resting(assignment, place, progress, until);
      case TaskState.Leased leased -> holding(leased, progress, leased.lease());
      case TaskState.New _,
          TaskState.Accepted _,
          TaskState.Rejected _,
          TaskState.Escalated _,
          TaskState.Failed _,
          TaskState.Expired _,
          TaskState.Cancelled _ ->
          state;
    };
  }

  private static TaskState holding(
      TaskState.Leased leased, Progress progress, dev.holdfast.core.Lease lease) {
    return new TaskState.Leased(
        leased.assignment(),
        leased.place(),
        progress,
        lease,
        leased.startedAt(),
        leased.deadline());
  }

  private static TaskState handedOff(TaskState state, HandOff handOff) {
    return state instanceof TaskState.Accepted accepted
        ? new TaskState.Accepted(
            accepted.assignment(),
            accepted.progress(),
            accepted.output(),
            accepted.evidence(),
            handOff)
        : state;
  }

  static Assignment assignment(TaskState state) {
    return switch (state) {
      case TaskState.New() -> throw new IllegalStateException("this task was never offered");
      case TaskState.Offered offered -> offered.assignment();
      case TaskState.Resting resting -> resting.assignment();
      case TaskState.Leased leased -> leased.assignment();
      case TaskState.Accepted accepted -> accepted.assignment();
      case TaskState.Rejected rejected -> rejected.assignment();
      case TaskState.Escalated escalated -> escalated.assignment();
      case TaskState.Failed failed -> failed.assignment();
      case TaskState.Expired expired -> expired.assignment();
      case TaskState.Cancelled cancelled -> cancelled.assignment();
    };
  }

  static Progress progress(TaskState state) {
    return switch (state) {
      case TaskState.New() -> Progress.NONE;
      case TaskState.Offered offered -> offered.progress();
      case TaskState.Resting resting -> resting.progress();
      case TaskState.Leased leased -> leased.progress();
      case TaskState.Accepted accepted -> accepted.progress();
      case TaskState.Rejected rejected -> rejected.progress();
      case TaskState.Escalated escalated -> escalated.progress();
      case TaskState.Failed failed -> failed.progress();
      case TaskState.Expired expired -> expired.progress();
      case TaskState.Cancelled cancelled -> cancelled.progress();
    };
  }

  private static Place place(TaskState state) {
    return switch (state) {
      case TaskState.Offered offered -> offered.place();
      case TaskState.Resting resting -> resting.place();
      case TaskState.Leased leased -> leased.place();
      case TaskState.New _,
          TaskState.Accepted _,
          TaskState.Rejected _,
          TaskState.Escalated _,
          TaskState.Failed _,
          TaskState.Expired _,
          TaskState.Cancelled _ ->
          throw new IllegalStateException("only a live task has a place in a lane");
    };
  }
}
