package dev.holdfast.core.scheduling;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Standing;
import dev.holdfast.core.Standing.Hands;
import dev.holdfast.core.Standing.Place;
import dev.holdfast.core.StreamId;
import java.time.Instant;

/// What the ledger must know of a job.
final class JobStanding {
  private JobStanding() {}

  static Standing of(JobState state) {
    return switch (state) {
      case JobState.New() -> Standing.of("new");
      case JobState.Kept(var job) -> of(job);
    };
  }

  private static Standing of(Job job) {
    var standing =
        Standing.of(status(job.phase()))
            .called(job.spec().id())
            .weighing(job.cursor().counted())
            .under(topic(job));
    if (job.phase() instanceof Phase.Removed) {
      return standing;
    }
    var due = earlier(phaseDue(job), preflightDue(job));
    var timed = due.equals(Instant.MAX) ? standing : standing.due(due);
    return switch (job.preflight()) {
      case Preflight.Wanted _ -> timed.queued(Preflight.LANE, Hands.NODE, Place.READY, 0);
      case Preflight.Checking _ -> timed.queued(Preflight.LANE, Hands.NODE, Place.LEASED, 0);
      case Preflight.None _, Preflight.Done _ -> timed;
    };
  }

  /// The topic that it owns, zero for none: what the topic says of its owner, from the other side.
  private static long topic(Job job) {
    return job.ownsTopic() ? StreamId.named(Kind.TOPIC, job.spec().identity().topic()).key() : 0;
  }

  private static String status(Phase phase) {
    return switch (phase) {
      case Phase.Off _ -> "off";
      case Phase.Enabling _ -> "enabling";
      case Phase.On _ -> "on";
      case Phase.Paused _ -> "paused";
      case Phase.Tripped _ -> "tripped";
      case Phase.Over _ -> "over";
      case Phase.Removed _ -> "removed";
    };
  }

  private static Instant phaseDue(Job job) {
    return switch (job.phase()) {
      case Phase.On() -> nextDue(job);
      case Phase.Paused(_, var until) -> until;
      case Phase.Tripped(_, var trialAt, _) when job.turn().isFree() -> trialAt;
      case Phase.Tripped _, Phase.Off _, Phase.Enabling _, Phase.Over _, Phase.Removed _ ->
          Instant.MAX;
    };
  }

  /// Nothing is due while the run before it must end first: its end is what wakes the job.
  private static Instant nextDue(Job job) {
    boolean serial = job.spec().manner().missed().policy() == Missed.Policy.RUN_ALL;
    if (!job.turn().isFree() && (serial || isSpent(job))) {
      return Instant.MAX;
    }
    return Timetable.next(job).map(at -> at.plus(Timetable.offset(job))).orElse(Instant.MAX);
  }

  /// Whether it has run as often as it may.
  static boolean isSpent(Job job) {
    long max = job.spec().manner().bounds().maxRuns();
    return max > 0 && job.cursor().runs() >= max;
  }

  private static Instant preflightDue(Job job) {
    return switch (job.preflight()) {
      case Preflight.Checking(var lease, _, _, _) -> lease.expiresAt();
      case Preflight.Done(var report, _) when job.phase() instanceof Phase.On -> report.expiresAt();
      case Preflight.None _, Preflight.Wanted _, Preflight.Done _ -> Instant.MAX;
    };
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
