package dev.holdfast.core.spend;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Event;

/// The facts about a budget.
public sealed interface BudgetEvent extends Event {
  /// A new window has begun: nothing is spent in it.
  record Rolled(BudgetLine line, Span span, Amount limit) implements BudgetEvent {}

  /// The workspace says another limit than before.
  record Limited(Amount limit) implements BudgetEvent {}

  record Leased(Block block) implements BudgetEvent {}

  /// @param covered what the block had of it
  /// @param taken what was taken of the rest of the window
  /// @param beyond what even that did not cover
  record Settled(long block, Amount covered, Amount taken, Amount beyond) implements BudgetEvent {}

  record Returned(long block, Amount amount) implements BudgetEvent {
    public Returned {
      amount = Amount.orAll(amount);
    }
  }

  /// Nobody gave it back in time.
  record Lapsed(long block) implements BudgetEvent {}

  record Warned(Diagnostic diagnostic, String to) implements BudgetEvent {}

  record Lowered(Diagnostic diagnostic, String to) implements BudgetEvent {}

  record Exhausted(Diagnostic diagnostic, String to) implements BudgetEvent {}
}
