package dev.holdfast.core.effect;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.State;
import dev.holdfast.core.spend.Charge;
import java.time.Instant;

/// The situations of an effect.
public sealed interface EffectState extends State {
  record New() implements EffectState {}

  record Intended(Use use, Instant until) implements EffectState {}

  record Refused(Use use, Diagnostic diagnostic) implements EffectState {}

  record Ended(Use use, Settlement settlement, Charge charge) implements EffectState {
    public Ended {
      charge = Charge.orNone(charge);
    }
  }
}
