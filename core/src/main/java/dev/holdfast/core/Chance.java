package dev.holdfast.core;

import java.time.Duration;

/// What looks like chance but is derived from a stream and an attempt, so that a replay gives the
/// same answer.
public final class Chance {
  private static final int DOUBLINGS_MAX = 30;

  private Chance() {}

  /// Full jitter: a duration in [1 ms, min(cap, base * 2^(attempt-1))].
  public static Duration backoff(StreamId stream, int attempt, Duration base, Duration cap) {
    long ceiling = base.toMillis() << Math.min(Math.max(attempt - 1, 0), DOUBLINGS_MAX);
    long bounded = Math.max(1, Math.min(ceiling <= 0 ? Long.MAX_VALUE : ceiling, cap.toMillis()));
    long draw =
        mix(stream.key() * 31 + stream.kind().word().hashCode() + 0x9e3779b97f4a7c15L * attempt);
    return Duration.ofMillis(1 + Long.remainderUnsigned(draw, bounded));
  }

  /// A duration in [least, 2 * least), by a seed of its own.
  public static Duration spread(long seed, int attempt, Duration least) {
    long draw = mix(seed + 0x9e3779b97f4a7c15L * attempt);
    return least.plusMillis(Long.remainderUnsigned(draw, Math.max(1, least.toMillis())));
  }

  /// SplitMix64's finalizer.
  static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
