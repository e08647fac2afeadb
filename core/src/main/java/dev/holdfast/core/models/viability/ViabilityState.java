package dev.holdfast.core.models.viability;

import dev.holdfast.core.State;
import dev.holdfast.core.models.ModelId;
import java.time.Instant;

/// The situations of what is known of a model.
public sealed interface ViabilityState extends State {
  record New() implements ViabilityState {}

  /// It waits for a node to examine it.
  ///
  /// @param last what is known until then
  record Wanted(ModelId model, Wish wish, Report last) implements ViabilityState {}

  /// One node asks it.
  ///
  /// @param until when it is given up unless its holder is heard of
  record Examining(ModelId model, Wish wish, Report last, String holder, Instant until)
      implements ViabilityState {}

  record Examined(ModelId model, Report last) implements ViabilityState {}

  /// What is known of it counts no longer.
  record Outdated(ModelId model, Report last, String why) implements ViabilityState {}

  /// Why it is to be examined.
  ///
  /// @param tries that ended without a result
  record Wish(String by, String why, Instant at, int tries) {}

  /// What was found last; [Report#NONE] where nothing ever was.
  default Report last() {
    return Report.NONE;
  }
}
