package dev.holdfast.execution.attempt;

import java.time.Duration;

/// A moment on this process's monotonic clock, which no clock step moves.
public record Deadline(long nanos) {

  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /// What is left, never negative.
  public Duration left() {
    return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
  }

  public boolean isOver() {
    return nanos - System.nanoTime() <= 0;
  }

  /// This moment, or `time` from now if that is sooner.
  public Deadline atMost(Duration time) {
    var other = in(time);
    return other.nanos - nanos < 0 ? other : this;
  }
}
