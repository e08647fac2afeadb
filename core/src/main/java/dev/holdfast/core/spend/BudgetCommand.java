package dev.holdfast.core.spend;

import dev.holdfast.core.Command;
import java.time.Duration;

/// The wishes to a budget.
public sealed interface BudgetCommand extends Command {
  /// Asks for a part of what is left.
  ///
  /// @param wish as much as is wanted
  /// @param least what is of use; less is not given
  record Lease(BudgetLine line, String holder, Amount wish, Amount least, Duration time)
      implements BudgetCommand {}

  /// What receipts say that a block has paid for. A block that is gone does not make it unspent.
  record Settle(BudgetLine line, long block, Amount spent) implements BudgetCommand {}

  /// Gives back so much of a block. What its holder has spent of it stays out until the receipts
  /// come, which may be still on their way.
  record Return(long block, Amount amount) implements BudgetCommand {
    public Return {
      amount = Amount.orAll(amount);
    }
  }

  record Wake() implements BudgetCommand {}
}
