package dev.holdfast.gateway.models;

import dev.holdfast.core.models.Delta;
import dev.holdfast.core.models.ModelId;

/// Hears an answer as it comes. A hearer that is slow holds the answer up: who tells it waits, and
/// does not count this against the model's patience.
public interface Hearer {
  /// Told before the first piece: who answers, and how many attempts there were, this one included;
  /// and whether a budget has brought the question there.
  void answers(ModelId model, int attempt, Outcome.Lowered lowered) throws InterruptedException;

  default void answers(ModelId model, int attempt) throws InterruptedException {
    answers(model, attempt, Outcome.Lowered.NOT);
  }

  void hears(Delta delta) throws InterruptedException;
}
