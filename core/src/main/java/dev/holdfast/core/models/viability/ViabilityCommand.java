package dev.holdfast.core.models.viability;

import dev.holdfast.core.Command;
import dev.holdfast.core.models.ModelId;
import java.time.Duration;

/// The wishes to what is known of a model.
public sealed interface ViabilityCommand extends Command {
  /// It is to be examined.
  record Want(ModelId model, String by, String why) implements ViabilityCommand {}

  /// One node wants to be the one who does.
  ///
  /// @param within how long it may take
  record Begin(String holder, Duration within) implements ViabilityCommand {}

  record Conclude(String holder, Examination found) implements ViabilityCommand {}

  /// Its provider calls it so in an answer.
  record Notice(String version) implements ViabilityCommand {}

  record Wake() implements ViabilityCommand {}
}
