package dev.holdfast.core.scheduling;

import dev.holdfast.core.Decision;
import dev.holdfast.core.Fence;
import dev.holdfast.core.Lease;
import dev.holdfast.core.Refusal;
import dev.holdfast.core.Rules;
import dev.holdfast.core.Standing;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import java.time.Instant;
import java.util.List;

/// What a job may do next. Its moments are decided in [Ticking], its runs' ends in [Concluding],
/// its owner's wishes in [Owning].
public final class JobRules implements Rules<JobState, JobCommand, JobEvent, SchedulingPolicy> {

  @Override
  public JobState initial() {
    return new JobState.New();
  }

  @Override
  public Decision<JobEvent> decide(
      StreamId id,
      JobState state,
      JobCommand command,
      Versions<SchedulingPolicy> policy,
      Instant now) {
    if (command instanceof JobCommand.Save save) {
      return Saving.decide(state, save, new Clock(now, policy.current()));
    }
    return switch (state) {
      case JobState.New() -> Decision.refuse(Refusal.Reason.NOT_FOUND, Diagnostics.noSuchJob());
      case JobState.Kept(var job) -> decide(job, command, new Clock(now, policy.current()));
    };
  }

  /// The moment of a decision, and the policy version that is current then.
  record Clock(Instant now, int policyVersion) {}

  private static Decision<JobEvent> decide(Job job, JobCommand command, Clock clock) {
    var owning = new Owning(job, clock);
    return switch (command) {
      case JobCommand.Save _ -> throw new IllegalStateException("saving was decided before");
      case JobCommand.Remove(var author, var expected) -> owning.remove(author, expected);
      case JobCommand.Enable(var reason) -> owning.enable(reason);
      case JobCommand.Disable(var reason) -> owning.disable(reason);
      case JobCommand.Pause(var reason, var until) -> owning.pause(reason, until);
      case JobCommand.Run _ -> owning.run();
      case JobCommand.Backfill(var from, var to) -> owning.backfill(from, to);
      case JobCommand.Examine() -> owning.examine();
      case JobCommand.Check(var holder, var time) ->
          job.preflight() instanceof Preflight.Wanted(_, var fence)
                  && !(job.phase() instanceof Phase.Removed)
              ? Decision.accept(
                  new JobEvent.PreflightBegun(
                      new Lease(fence.next(), holder, clock.now().plus(time)),
                      clock.policyVersion()))
              : Decision.nothing();
      case JobCommand.Report(var fence, var parts) -> report(job, fence, parts, clock);
      case JobCommand.Conclude(var moment, var result) ->
          new Concluding(new Draft(job), clock).conclude(moment, result);
      case JobCommand.Pass(var moment) -> new Concluding(new Draft(job), clock).pass(moment);
      case JobCommand.Own(var fence) ->
          fence == job.version().fence()
              ? Decision.nothing()
              : Decision.accept(new JobEvent.TopicHeld(fence));
      case JobCommand.Yield(var to) -> owning.handOver(to);
      case JobCommand.Wake() -> new Ticking(new Draft(job), clock).wake();
    };
  }

  private static Decision<JobEvent> report(
      Job job, Fence fence, List<Preflight.Part> parts, Clock clock) {
    if (!(job.preflight() instanceof Preflight.Checking(var lease, _, var revision, var policy))
        || !lease.fence().equals(fence)) {
      return Decision.refuse(Refusal.Reason.STALE_FENCE, Diagnostics.staleFence(fence));
    }
    var report = new Preflight.Report(revision, policy, clock.now(), List.copyOf(parts));
    return Decision.accept(Examining.done(job, report, clock.now()));
  }

  @Override
  public JobState evolve(JobState state, JobEvent event) {
    return new JobState.Kept(
        switch (state) {
          case JobState.New() -> JobHistory.begin(event);
          case JobState.Kept(var job) -> JobHistory.evolve(job, event);
        });
  }

  @Override
  public Standing standing(StreamId id, JobState state) {
    return JobStanding.of(state);
  }
}
