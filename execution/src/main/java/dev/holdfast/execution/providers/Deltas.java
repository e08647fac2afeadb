package dev.holdfast.execution.providers;

import dev.holdfast.core.models.Delta;

/// Hears the pieces of an answer in their order. What was heard of an answer that breaks off later
/// is no part of any answer.
@FunctionalInterface
public interface Deltas {
  Deltas NONE = _ -> {};

  void hear(Delta delta);
}
