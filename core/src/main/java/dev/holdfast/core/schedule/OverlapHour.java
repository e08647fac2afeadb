package dev.holdfast.core.schedule;

/// What becomes of a local time that exists twice, because the clocks are set back over it.
public enum OverlapHour {
  /// It fires when it comes for the first time.
  FIRST,
  /// It fires both times.
  BOTH
}
