package dev.holdfast.control.desk;

import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.schedule.Reading;
import dev.holdfast.core.schedule.Schedule;
import dev.holdfast.core.schedule.Schedules;
import dev.holdfast.core.scheduling.Author;
import dev.holdfast.core.scheduling.Bounds;
import dev.holdfast.core.scheduling.Breaker;
import dev.holdfast.core.scheduling.Deliver;
import dev.holdfast.core.scheduling.Health;
import dev.holdfast.core.scheduling.Job;
import dev.holdfast.core.scheduling.JobCommand;
import dev.holdfast.core.scheduling.JobSpec;
import dev.holdfast.core.scheduling.JobState;
import dev.holdfast.core.scheduling.Missed;
import dev.holdfast.core.scheduling.Overlap;
import dev.holdfast.core.scheduling.Phase;
import dev.holdfast.core.scheduling.Preflight;
import java.time.Duration;
import java.time.Instant;

/// Jobs for tests: each on a topic of its own, every minute, telling channel `ops`.
final class Jobs {
  private static final Author ADA = new Author("ada", "wanted", Author.Source.API);

  private Jobs() {}

  static StreamId id(String name) {
    return StreamId.named(Kind.JOB, name);
  }

  static String everyMinute(Instant anchor) {
    return switch (Schedules.every(Duration.ofMinutes(1), anchor)) {
      case Reading.Understood<Schedule>(var schedule) -> schedule.line();
      case Reading.Refused<Schedule>(var findings) -> throw new AssertionError(findings);
    };
  }

  static JobSpec spec(String name, String times) {
    return new JobSpec(
        new JobSpec.Identity(name, "topic of " + name, "ada", ""),
        times,
        new JobSpec.Work("echo", Json.EMPTY),
        new Deliver.Path("ops", Deliver.Category.STATUS, "", Deliver.Repeat.ALWAYS),
        new JobSpec.Manner(
            Overlap.SKIP, new Missed(Missed.Policy.SKIP, Missed.WINDOW), Bounds.NONE),
        new Breaker(Breaker.Limits.USUAL, Duration.ofMinutes(10), "ops"));
  }

  static JobCommand.Save save(JobSpec spec, long number) {
    return new JobCommand.Save(spec, number, ADA, JobCommand.Expected.ANY, "");
  }

  /// A job as it stands in a store, in a phase of which the test knows how it is woken.
  static JobState kept(JobSpec spec, Phase phase, Instant at) {
    return new JobState.Kept(
        new Job(
            spec,
            new Job.Version(1, 1, ADA, at, 1),
            phase,
            new Job.Cursor(at, 0, 0),
            Job.Turn.FREE,
            new Preflight.None(),
            Health.FRESH,
            at));
  }
}
