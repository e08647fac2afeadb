package dev.holdfast.bench;

import java.util.Arrays;
import java.util.Collection;

/// The middle and the far end of many durations.
record Quantiles(double p50, double p99, double max) {
  private static final double MILLIS = 1e6;

  /// Of nanoseconds, in milliseconds.
  static Quantiles of(Collection<Long> nanos) {
    var sorted = nanos.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return new Quantiles(at(sorted, 50), at(sorted, 99), at(sorted, 100));
  }

  private static double at(long[] sorted, int percent) {
    int index = Math.max(0, (int) Math.ceil(sorted.length * percent / 100.0) - 1);
    return sorted.length == 0 ? 0 : sorted[index] / MILLIS;
  }
}
