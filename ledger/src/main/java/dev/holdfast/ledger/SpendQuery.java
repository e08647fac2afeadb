package dev.holdfast.ledger;

import java.time.Instant;

/// What was spent from a moment on (with it) until another (without it), summed up by one thing.
///
/// @param after the cursor: parts that come after this one, empty to begin
public record SpendQuery(By by, Instant from, Instant to, String after, int limit) {
  public enum By {
    /// In UTC, as `2026-11-23`.
    DAY,
    AGENT,
    TIER,
    ACTOR,
    MODEL
  }
}
