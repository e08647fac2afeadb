package dev.holdfast.core.scheduling;

import dev.holdfast.core.Decision;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Rules;
import dev.holdfast.core.Standing;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import java.time.Instant;

/// One moment of one job, run at most once.
public final class InstantRules
    implements Rules<InstantState, InstantCommand, InstantEvent, SchedulingPolicy> {

  @Override
  public InstantState initial() {
    return new InstantState.New();
  }

  @Override
  public Decision<InstantEvent> decide(
      StreamId id,
      InstantState state,
      InstantCommand command,
      Versions<SchedulingPolicy> policy,
      Instant now) {
    return switch (command) {
      case InstantCommand.Open(var firing, var start) -> open(state, firing, start);
      case InstantCommand.Begin(var at, var policyVersion) ->
          state instanceof InstantState.Waiting
              ? Decision.accept(new InstantEvent.Begun(at, policyVersion))
              : Decision.nothing();
      case InstantCommand.Note(var job, var lapse) ->
          state instanceof InstantState.New
              ? Decision.accept(new InstantEvent.Recorded(job, lapse))
              : Decision.nothing();
      case InstantCommand.Skip(var reason) ->
          state instanceof InstantState.Waiting
              ? Decision.accept(new InstantEvent.Skipped(reason))
              : Decision.nothing();
      case InstantCommand.Settle(var settlement) ->
          state instanceof InstantState.Running
              ? Decision.accept(new InstantEvent.Settled(settlement))
              : Decision.nothing();
    };
  }

  private static Decision<InstantEvent> open(
      InstantState state, Firing firing, InstantCommand.Start start) {
    if (!(state instanceof InstantState.New)) {
      return Decision.accept(new InstantEvent.Met(firing.job(), firing.moment()));
    }
    return Decision.accept(
        switch (start) {
          case NOW -> new InstantEvent.Started(firing);
          case WAIT -> new InstantEvent.Waited(firing);
        });
  }

  @Override
  public InstantState evolve(InstantState state, InstantEvent event) {
    return switch (event) {
      case InstantEvent.Waited(var firing) -> new InstantState.Waiting(firing);
      case InstantEvent.Started(var firing) -> new InstantState.Running(firing);
      case InstantEvent.Begun(var at, var policyVersion) ->
          new InstantState.Running(firing(state).begun(at, policyVersion));
      case InstantEvent.Recorded(var job, var lapse) -> new InstantState.Lapsed(job, lapse);
      case InstantEvent.Skipped(var reason) -> new InstantState.Skipped(firing(state), reason);
      case InstantEvent.Settled(var settlement) -> new InstantState.Ran(firing(state), settlement);
      case InstantEvent.Met _ -> state;
    };
  }

  /// What an instant that was opened is run with.
  public static Firing firing(InstantState state) {
    return switch (state) {
      case InstantState.Waiting(var firing) -> firing;
      case InstantState.Running(var firing) -> firing;
      case InstantState.Ran(var firing, _) -> firing;
      case InstantState.Skipped(var firing, _) -> firing;
      case InstantState.New(), InstantState.Lapsed _ ->
          throw new IllegalStateException("this instant was never opened: " + state);
    };
  }

  @Override
  public Standing standing(StreamId id, InstantState state) {
    return switch (state) {
      case InstantState.New() -> Standing.of("new");
      case InstantState.Waiting(var firing) -> of("waiting", firing.job(), 1);
      case InstantState.Running(var firing) -> of("running", firing.job(), 1);
      case InstantState.Ran(var firing, var settlement) -> of(word(settlement), firing.job(), 1);
      case InstantState.Skipped(var firing, _) -> of("skipped", firing.job(), 1);
      case InstantState.Lapsed(var job, var lapse) -> of(word(lapse.kind()), job, lapse.count());
    };
  }

  private static String word(InstantSettlement settlement) {
    return switch (settlement) {
      case InstantSettlement.Completed _ -> "ran";
      case InstantSettlement.Failed _ -> "ran-failed";
      case InstantSettlement.Cancelled _ -> "ran-cancelled";
    };
  }

  private static String word(Lapse.Kind kind) {
    return switch (kind) {
      case SKIPPED -> "skipped";
      case MISSED -> "missed";
    };
  }

  private static Standing of(String status, String job, long weight) {
    return Standing.of(status).under(StreamId.named(Kind.JOB, job).key()).weighing(weight);
  }
}
