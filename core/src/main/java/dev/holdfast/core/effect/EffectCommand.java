package dev.holdfast.core.effect;

import dev.holdfast.core.Command;
import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.spend.Charge;
import java.time.Instant;

/// The wishes to an effect.
public sealed interface EffectCommand extends Command {
  record Intend(Use use, Instant until) implements EffectCommand {}

  record Deny(Use use, Diagnostic diagnostic) implements EffectCommand {}

  /// @param charge what it cost and who bears it
  record Settle(Settlement settlement, Charge charge) implements EffectCommand {
    public Settle {
      charge = Charge.orNone(charge);
    }

    public Settle(Settlement settlement) {
      this(settlement, Charge.NONE);
    }
  }

  /// What was intended and has ended, told at once: a call that was covered by a block of a budget
  /// and waited for no commit of its own.
  record Report(Use use, Instant began, Settlement settlement, Charge charge)
      implements EffectCommand {}

  record Wake() implements EffectCommand {}
}
