package dev.holdfast.core.scheduling;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Event;
import dev.holdfast.core.Lease;
import java.time.Duration;
import java.time.Instant;

/// The facts about a job.
public sealed interface JobEvent extends Event {
  /// @param from the job that gives its topic up, empty for none
  record Saved(JobSpec spec, Job.Version record, String from) implements JobEvent {}

  /// The topic that it had, it has no more.
  record TopicDropped(String topic) implements JobEvent {}

  record TopicHeld(long fence) implements JobEvent {}

  record TopicYielded(String to) implements JobEvent {}

  record Removed(Job.Version record) implements JobEvent {}

  record EnableAsked(String reason) implements JobEvent {}

  /// @param at instants after this one are due
  record Enabled(Instant at) implements JobEvent {}

  record Disabled(String reason) implements JobEvent {}

  /// Taken out of service by itself, for good until a person enables it.
  record GivenUp(Diagnostic why, Instant at) implements JobEvent {}

  record Paused(String reason, Instant until) implements JobEvent {}

  record Resumed() implements JobEvent {}

  record PreflightAsked(int tries) implements JobEvent {}

  record PreflightBegun(Lease lease, int policyVersion) implements JobEvent {}

  record PreflightDone(Preflight.Report report) implements JobEvent {}

  /// @param policyVersion what its run goes by
  /// @param at when it was started
  record Fired(Moment moment, int policyVersion, Instant at) implements JobEvent {}

  record Queued(Moment moment, Instant at) implements JobEvent {}

  /// What waited will not be run.
  record Unqueued(Moment moment, String reason) implements JobEvent {}

  /// The moment had been run before.
  record Passed(Moment moment) implements JobEvent {}

  /// The run that goes on is cancelled in favour of another.
  record Superseded(Moment running, Instant by) implements JobEvent {}

  record Lapsed(Lapse lapse, Instant at) implements JobEvent {}

  record BackfillAsked(Job.Range range) implements JobEvent {}

  record BackfillDone() implements JobEvent {}

  record Concluded(Moment moment, Result result, Instant at) implements JobEvent {}

  /// Its output is to be delivered.
  record Announced(Moment moment, Result.Done done, Instant at) implements JobEvent {}

  /// Its output is not delivered.
  record Withheld(Moment moment, String reason) implements JobEvent {}

  record Tripped(Diagnostic why, Moment by, Instant trialAt, Duration pause) implements JobEvent {}

  /// The trial failed: the next one waits longer. Nobody is told again.
  record TrialFailed(Diagnostic why, Instant trialAt, Duration pause) implements JobEvent {}

  /// The trial went well.
  record Recovered(Moment by) implements JobEvent {}

  record Ended(String why) implements JobEvent {}

  /// The last run of a job that has no instant left failed: no other will show it.
  record LastFailed(Diagnostic why, Moment by) implements JobEvent {}
}
