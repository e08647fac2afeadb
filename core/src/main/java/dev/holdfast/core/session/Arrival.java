package dev.holdfast.core.session;

/// What becomes of an arrival while a turn runs.
public enum Arrival {
  QUEUE,
  REJECT
}
