package dev.holdfast.core.effect;

import dev.holdfast.core.Command;
import dev.holdfast.core.Diagnostic;
import java.time.Instant;

/// The wishes to an effect.
public sealed interface EffectCommand extends Command {
  record Intend(Use use, Instant until) implements EffectCommand {}

  record Deny(Use use, Diagnostic diagnostic) implements EffectCommand {}

  record Settle(Settlement settlement) implements EffectCommand {}

  record Wake() implements EffectCommand {}
}
