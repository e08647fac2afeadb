package dev.holdfast.core.models.viability;

import dev.holdfast.core.Event;
import dev.holdfast.core.models.ModelId;
import java.time.Instant;
import java.util.List;

/// The facts about what is known of a model.
public sealed interface ViabilityEvent extends Event {
  record Wished(ModelId model, String by, String why, Instant at) implements ViabilityEvent {}

  record Begun(String holder, Instant until) implements ViabilityEvent {}

  record Found(Examination found, Instant at, Instant until) implements ViabilityEvent {}

  /// It is not what it was: a finding for people, and nothing else.
  record Drifted(List<String> what) implements ViabilityEvent {}

  /// What is known counts no longer.
  record Aged(String why) implements ViabilityEvent {}

  /// The one who examined it was not heard of again; another one may.
  record Lapsed() implements ViabilityEvent {}

  /// It will not be examined.
  record Withdrawn(String why) implements ViabilityEvent {}
}
