package dev.holdfast.execution.lanes;

import java.time.Duration;

/// How a node keeps time.
///
/// @param lease how long a task stays leased without a sign of life; heartbeats come three times as
///   often
/// @param poll the longest between two looks at a lane: signals make it faster, never necessary
/// @param patience the longest wait between two tries while the desk takes nothing
public record Tempo(Duration lease, Duration poll, Duration patience) {
  public static final Tempo USUAL =
      new Tempo(Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofSeconds(5));

  Duration beat() {
    return lease.dividedBy(3);
  }
}
