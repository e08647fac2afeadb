package dev.holdfast.execution.models;

import dev.holdfast.execution.providers.Deltas;

/// When an answer is handed on.
public sealed interface Manner {
  /// When it is whole and valid. What breaks before is asked of the next model.
  record Buffered() implements Manner {}

  /// As it comes. From its first content on it is this model's answer or none.
  record Committed(Deltas deltas) implements Manner {}
}
