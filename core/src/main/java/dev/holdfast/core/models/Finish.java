package dev.holdfast.core.models;

/// Why an answer ended, as far as it is one. An answer that the provider withheld is a fault
/// ([FaultClass#CONTENT_POLICY]) and not here.
public enum Finish {
  /// It was complete, or came to a stop sequence.
  STOP,
  /// It waits for tools.
  TOOLS,
  /// It reached its limit of tokens and is incomplete.
  LENGTH
}
