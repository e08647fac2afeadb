package dev.holdfast.core.effect;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Event;
import java.time.Instant;

/// The facts about an effect.
public sealed interface EffectEvent extends Event {
  record Intended(Use use, Instant until) implements EffectEvent {}

  record Denied(Use use, Diagnostic diagnostic) implements EffectEvent {}

  record Settled(Settlement settlement) implements EffectEvent {}
}
