package dev.holdfast.core.effect;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Event;
import dev.holdfast.core.spend.Charge;
import java.time.Instant;

/// The facts about an effect.
public sealed interface EffectEvent extends Event {
  record Intended(Use use, Instant until) implements EffectEvent {}

  record Denied(Use use, Diagnostic diagnostic) implements EffectEvent {}

  record Settled(Settlement settlement, Charge charge) implements EffectEvent {
    public Settled {
      charge = Charge.orNone(charge);
    }
  }
}
