package dev.holdfast.core.models;

import dev.holdfast.core.Event;
import java.time.Instant;

/// The facts about a scope that may be left alone.
public sealed interface CooldownEvent extends Event {
  /// @param round how often in a row, this time included
  record Tripped(String scope, Cause cause, Instant at, Instant until, int round)
      implements CooldownEvent {}

  /// It is left alone longer: the provider asked for it.
  record Prolonged(Cause cause, Instant until) implements CooldownEvent {}

  record TrialBegan(String holder, Instant until) implements CooldownEvent {}

  record Recovered(String holder) implements CooldownEvent {}

  record Released(String reason) implements CooldownEvent {}

  record Rekeyed() implements CooldownEvent {}
}
