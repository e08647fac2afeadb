package dev.holdfast.core.scheduling;

import dev.holdfast.core.Diagnostic;
import java.time.Duration;
import java.time.Instant;

/// Whether a job's instants are run.
public sealed interface Phase {
  /// @param why empty when nobody has enabled it yet
  record Off(String why) implements Phase {}

  /// Enabled as soon as its preflight passes.
  record Enabling(String reason) implements Phase {}

  record On() implements Phase {}

  record Paused(String reason, Instant until) implements Phase {}

  /// @param pause how long the trial was or is waited for
  record Tripped(Diagnostic why, Instant trialAt, Duration pause) implements Phase {}

  /// It has no instant left.
  record Over(String why) implements Phase {}

  record Removed() implements Phase {}
}
