package dev.holdfast.core;

import java.time.Duration;

/// What a task may use. `time` is execution time over all attempts, `money` integer micro-units of
/// the workspace's currency, `depth` how many levels of delegation may follow below. Every part is
/// bounded; zero means none, but for `money`, which then is bounded by the tokens alone.
public record Budget(
    Duration time, long tokens, long money, int toolCalls, int depth, int attempts) {
  public static final Duration TIME_MAX = Duration.ofDays(7);
  public static final int ATTEMPTS_MAX = 100;
  public static final int DEPTH_MAX = 8;
  public static final int TOOL_CALLS_MAX = 10_000;
}
