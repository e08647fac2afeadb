package dev.holdfast.core.scheduling;

import java.time.Duration;

/// What becomes of instants that passed while nobody could run them.
///
/// @param window how old such an instant may be to be run after all; older ones are missed
public record Missed(Policy policy, Duration window) {
  /// An instant that is started within this time after it was due is on time, not missed.
  public static final Duration ON_TIME = Duration.ofMinutes(1);

  /// The window of a job that names none.
  public static final Duration WINDOW = Duration.ofHours(1);

  /// Of several, none, the latest or all (one after the other, oldest first) are run.
  public enum Policy {
    SKIP,
    RUN_LATEST,
    RUN_ALL
  }
}
