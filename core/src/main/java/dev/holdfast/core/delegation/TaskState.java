package dev.holdfast.core.delegation;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Lease;
import dev.holdfast.core.Output;
import dev.holdfast.core.State;
import java.time.Instant;
import java.util.List;

/// The situations of a task.
public sealed interface TaskState extends State {
  record New() implements TaskState {}

  /// Waits in its lane. `until` is when it gives up waiting.
  record Offered(Assignment assignment, Place place, Progress progress, Instant until)
      implements TaskState {}

  /// Between two attempts.
  record Resting(Assignment assignment, Place place, Progress progress, Instant until)
      implements TaskState {}

  /// Worked on by the lease's holder; `deadline` is the end of its execution time.
  record Leased(
      Assignment assignment,
      Place place,
      Progress progress,
      Lease lease,
      Instant startedAt,
      Instant deadline)
      implements TaskState {}

  record Accepted(
      Assignment assignment,
      Progress progress,
      Output output,
      List<Evidence> evidence,
      HandOff handOff)
      implements TaskState {}

  record Rejected(Assignment assignment, Progress progress, Verdict verdict) implements TaskState {}

  record Escalated(Assignment assignment, Progress progress, Diagnostic diagnostic)
      implements TaskState {}

  record Failed(Assignment assignment, Progress progress, Diagnostic diagnostic)
      implements TaskState {}

  record Expired(Assignment assignment, Progress progress, Diagnostic diagnostic)
      implements TaskState {}

  record Cancelled(Assignment assignment, Progress progress, String reason) implements TaskState {}
}
