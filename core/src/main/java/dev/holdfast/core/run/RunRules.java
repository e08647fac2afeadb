package dev.holdfast.core.run;

import dev.holdfast.core.Decision;
import dev.holdfast.core.Rules;
import dev.holdfast.core.Standing;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import java.time.Instant;

/// From its turn to its outcome, once.
public final class RunRules implements Rules<RunState, RunCommand, RunEvent, RunPolicy> {

  @Override
  public RunState initial() {
    return new RunState.New();
  }

  @Override
  public Decision<RunEvent> decide(
      StreamId id, RunState state, RunCommand command, Versions<RunPolicy> policy, Instant now) {
    return switch (command) {
      case RunCommand.Open(var work, var input) ->
          state instanceof RunState.New
              ? Decision.accept(new RunEvent.Opened(work, input))
              : Decision.nothing();
      case RunCommand.Start() ->
          state instanceof RunState.Waiting waiting
              ? Decision.accept(new RunEvent.Started(waiting.input()))
              : Decision.nothing();
      case RunCommand.Conclude(var conclusion) ->
          state instanceof RunState.Working
              ? Decision.accept(concluded(conclusion))
              : Decision.nothing();
      case RunCommand.Cancel(var reason) -> cancel(state, reason);
    };
  }

  private static RunEvent concluded(Conclusion conclusion) {
    return switch (conclusion) {
      case Conclusion.Passed(var output) -> new RunEvent.Completed(output);
      case Conclusion.GaveUp(var diagnostic) -> new RunEvent.Failed(diagnostic);
      case Conclusion.HandedOver(var diagnostic) -> new RunEvent.Escalated(diagnostic);
    };
  }

  private static Decision<RunEvent> cancel(RunState state, String reason) {
    return switch (state) {
      case RunState.Waiting _ -> Decision.accept(new RunEvent.Withdrawn(reason));
      case RunState.Working _ -> Decision.accept(new RunEvent.Stopped(reason));
      case RunState.New _,
          RunState.Completed _,
          RunState.Failed _,
          RunState.Escalated _,
          RunState.Cancelled _ ->
          Decision.nothing();
    };
  }

  @Override
  public RunState evolve(RunState state, RunEvent event) {
    return switch (event) {
      case RunEvent.Opened(var work, var input) -> new RunState.Waiting(work, input);
      case RunEvent.Started _ -> new RunState.Working(work(state));
      case RunEvent.Completed(var output) -> new RunState.Completed(work(state), output);
      case RunEvent.Failed(var diagnostic) -> new RunState.Failed(work(state), diagnostic);
      case RunEvent.Escalated(var diagnostic) -> new RunState.Escalated(work(state), diagnostic);
      case RunEvent.Withdrawn(var reason) -> new RunState.Cancelled(work(state), reason);
      case RunEvent.Stopped(var reason) -> new RunState.Cancelled(work(state), reason);
    };
  }

  /// What a run that has been opened goes by.
  public static Work work(RunState state) {
    return switch (state) {
      case RunState.New() -> throw new IllegalStateException("this run was never opened");
      case RunState.Waiting(var work, _) -> work;
      case RunState.Working(var work) -> work;
      case RunState.Completed(var work, _) -> work;
      case RunState.Failed(var work, _) -> work;
      case RunState.Escalated(var work, _) -> work;
      case RunState.Cancelled(var work, _) -> work;
    };
  }

  @Override
  public Standing standing(StreamId id, RunState state) {
    return switch (state) {
      case RunState.New() -> Standing.of("new");
      case RunState.Waiting(var work, _) -> standing("waiting", work);
      case RunState.Working(var work) -> standing("working", work);
      case RunState.Completed(var work, _) -> standing("completed", work);
      case RunState.Failed(var work, _) -> standing("failed", work);
      case RunState.Escalated(var work, _) -> standing("escalated", work);
      case RunState.Cancelled(var work, _) -> standing("cancelled", work);
    };
  }

  private static Standing standing(String status, Work work) {
    return Standing.of(status).under(work.session());
  }
}
