package dev.holdfast.core.models.viability;

import dev.holdfast.core.Command;
import dev.holdfast.core.models.ModelId;
import java.time.Duration;

/// The wishes to what is known of a model.
public sealed interface ViabilityCommand extends Command {
  /// It is to be examined.
  record Want(ModelId model, String by, String why) implements ViabilityCommand {}

  /// One node wants to be the one who does, or to be it for longer.
  ///
  /// @param within how long it is believed to be at work unless it says so again
  record Begin(String holder, Duration within) implements ViabilityCommand {}

  record Conclude(String holder, Examination found) implements ViabilityCommand {}

  /// It is told apart by this now.
  ///
  /// @param version what its provider calls it in an answer, empty where this is of no answer
  /// @param digest of what its provider has loaded, empty where that does not say
  record Notice(String version, String digest) implements ViabilityCommand {}

  record Wake() implements ViabilityCommand {}
}
