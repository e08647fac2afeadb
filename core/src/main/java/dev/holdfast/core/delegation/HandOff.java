package dev.holdfast.core.delegation;

/// What became of an accepted result.
public enum HandOff {
  /// Nobody was waiting: the task stands alone, or its run took the result in the same moment.
  NONE,
  /// Waits for the task that delegated it.
  PRODUCED,
  CONSUMED,
  /// The task that delegated it ended without it.
  DISCARDED
}
