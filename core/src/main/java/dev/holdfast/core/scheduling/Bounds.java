package dev.holdfast.core.scheduling;

import java.time.Duration;
import java.time.Instant;

/// Where a job's instants end, and how far they are spread.
///
/// @param jitter each job starts its instants later by its own fixed part of this
/// @param until no instant after this one is due; [Instant#MAX] for no end
/// @param maxRuns the most runs by schedule, ever; zero for any number
public record Bounds(Duration jitter, Instant until, long maxRuns) {
  public static final Bounds NONE = new Bounds(Duration.ZERO, Instant.MAX, 0);
}
