package dev.holdfast.core.scheduling;

import dev.holdfast.core.Chance;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.schedule.Reading;
import dev.holdfast.core.schedule.Schedule;
import dev.holdfast.core.schedule.Schedules;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// A job's times, computed.
public final class Timetable {
  private Timetable() {}

  /// The schedule that a spec holds.
  public static Schedule of(JobSpec spec) {
    return switch (Schedules.line(spec.times())) {
      case Reading.Understood<Schedule>(var schedule) -> schedule;
      case Reading.Refused<Schedule>(var findings) ->
          throw new IllegalStateException("job " + spec.id() + " has no schedule: " + findings);
    };
  }

  /// What is wrong with a schedule of which no instant ever gets a number.
  public static Optional<Finding> unnumbered(Schedule schedule) {
    return schedule
            .next(Slot.earliest().minusSeconds(1))
            .filter(at -> !at.isAfter(Slot.latest()))
            .isPresent()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                "",
                "never fires: it has no instant between %s and %s"
                    .formatted(Slot.earliest(), Slot.latest())));
  }

  /// The next instant that is not accounted for yet, if one is left.
  public static Optional<Instant> next(Job job) {
    return next(of(job.spec()), job);
  }

  /// The same, of a schedule that has been read already.
  static Optional<Instant> next(Schedule schedule, Job job) {
    return schedule
        .next(job.cursor().at())
        .filter(at -> !at.isAfter(job.spec().manner().bounds().until()));
  }

  /// By how much this job starts later than its instants say.
  public static Duration offset(Job job) {
    var jitter = job.spec().manner().bounds().jitter();
    return jitter.isZero()
        ? Duration.ZERO
        : Chance.backoff(StreamId.named(Kind.JOB, job.spec().id()), 1, jitter, jitter);
  }

  static Instant second(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS);
  }
}
