package dev.holdfast.core.scheduling;

import java.time.Duration;

/// When a job is taken out of service by itself, whom that is told to, and when it is tried again.
///
/// @param limits what trips it
/// @param trialAfter the wait before the first trial; it doubles with each that fails, up to
///   [#WAIT_MAX]
/// @param escalate the channel that is told, once
public record Breaker(Limits limits, Duration trialAfter, String escalate) {
  public static final Duration WAIT_MAX = Duration.ofHours(24);

  /// After so many trips for the same reason no trial follows any more.
  public static final int TRIPS_MAX = 10;

  /// Zero switches a limit off.
  ///
  /// @param failures runs that failed one after the other
  /// @param failingPercent of the last [Health#RECENT] runs
  /// @param repeats runs one after the other with the same output
  /// @param noise messages within an hour
  public record Limits(int failures, int failingPercent, int repeats, int noise) {
    public static final Limits USUAL = new Limits(3, 0, 0, 0);
  }
}
