package dev.holdfast.core.schedule;

/// What becomes of a local time that does not exist, because the clocks are set forward over it.
public enum Gap {
  /// It fires at the first instant after the gap; several such times of one gap fire once.
  NEXT,
  /// It does not fire.
  SKIP
}
