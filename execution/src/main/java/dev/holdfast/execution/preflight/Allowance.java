package dev.holdfast.execution.preflight;

import java.time.Duration;

/// How much a node looks at, and for how long.
///
/// @param atOnce how many jobs
/// @param part the longest for one part; all parts of a job are looked at together
/// @param lease how long a job stays leased; the report comes long before
/// @param poll the longest between two looks at the lane: signals make it faster, never necessary
public record Allowance(int atOnce, Duration part, Duration lease, Duration poll) {
  public static final Allowance USUAL =
      new Allowance(4, Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(1));

  public Allowance {
    if (lease.compareTo(part.multipliedBy(2)) < 0) {
      throw new IllegalArgumentException("a lease of " + lease + " does not outlast " + part);
    }
  }

  /// What a probe may take itself: less than its part, so that it still says why it took so long.
  Duration probe() {
    return part.multipliedBy(9).dividedBy(10);
  }
}
