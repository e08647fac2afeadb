package dev.holdfast.core.scheduling;

import java.time.Instant;

/// Instants, one after the other, that were not run and never will be by themselves.
///
/// @param count how many, from the first to the last
public record Lapse(Instant first, Instant last, long count, Kind kind, String reason) {
  /// Skipped by a rule that the owner chose, or missed although it should have run.
  public enum Kind {
    SKIPPED,
    MISSED
  }
}
