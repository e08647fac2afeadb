package dev.holdfast.core.scheduling;

/// What becomes of an instant while an earlier run still goes on.
public enum Overlap {
  SKIP,
  /// One waits; a second one is skipped.
  QUEUE_ONE,
  /// The earlier run is cancelled.
  CANCEL_RUNNING
}
