package dev.holdfast.gateway.models;

import dev.holdfast.core.models.Delta;
import dev.holdfast.core.models.ModelId;

/// What was heard of a question under way.
sealed interface Heard {
  record Begun(ModelId model, int attempt, Outcome.Lowered lowered) implements Heard {}

  record Piece(Delta delta) implements Heard {}

  record Ended(Outcome outcome) implements Heard {}

  /// Whoever asked has failed in a way that it does not know.
  record Broken(RuntimeException defect) implements Heard {}

  /// Nothing in the time that was given.
  record Nothing() implements Heard {}
}
