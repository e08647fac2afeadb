package dev.holdfast.core.scheduling;

import dev.holdfast.core.Command;
import dev.holdfast.core.Fence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The wishes to a job.
public sealed interface JobCommand extends Command {
  /// @param number for the job if it is new
  /// @param expected what the writer has seen
  /// @param from the job that gives its topic up to this one, empty for none
  record Save(JobSpec spec, long number, Author author, Expected expected, String from)
      implements JobCommand {}

  /// Which revision a writer has seen: zero for none (the job is new), [#ANY] for whatever it is.
  record Expected(int revision) {
    public static final Expected ANY = new Expected(-1);
  }

  record Remove(Author author, Expected expected) implements JobCommand {}

  record Enable(String reason) implements JobCommand {}

  record Disable(String reason) implements JobCommand {}

  record Pause(String reason, Instant until) implements JobCommand {}

  /// Asks for a preflight.
  record Examine() implements JobCommand {}

  /// A node begins a preflight.
  record Check(String holder, Duration time) implements JobCommand {}

  record Report(Fence fence, List<Preflight.Part> parts) implements JobCommand {}

  /// Runs it once, now.
  record Run(String reason) implements JobCommand {}

  /// Runs the instants after `from` and up to `to` that never ran.
  record Backfill(Instant from, Instant to) implements JobCommand {}

  record Conclude(Moment moment, Result result) implements JobCommand {}

  /// The moment had been run before.
  record Pass(Moment moment) implements JobCommand {}

  /// Its topic is its own, under this fence.
  record Own(long fence) implements JobCommand {}

  /// Its topic belongs to another job now.
  record Yield(String to) implements JobCommand {}

  record Wake() implements JobCommand {}
}
