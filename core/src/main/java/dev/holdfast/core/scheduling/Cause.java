package dev.holdfast.core.scheduling;

/// Why an instant is run.
public enum Cause {
  SCHEDULE,
  /// Late, within the window of a job that catches up.
  CATCH_UP,
  BACKFILL,
  BY_HAND,
  /// After a trip: nothing that a user sees leaves.
  TRIAL;

  Slot.Use use() {
    return switch (this) {
      case SCHEDULE, CATCH_UP, BACKFILL -> Slot.Use.SCHEDULED;
      case BY_HAND, TRIAL -> Slot.Use.BY_HAND;
    };
  }
}
