package dev.holdfast.core.spend;

import dev.holdfast.core.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The situations of a budget.
public sealed interface BudgetState extends State {
  record New() implements BudgetState {}

  /// @param limit as it was when something was last granted under it; a part that is zero has none
  /// @param spent of this window, as far as the limit goes
  /// @param beyond of this window, what receipts said beyond everything that was left
  /// @param blocks that are out, the oldest first
  /// @param older blocks of earlier windows that are out; they weigh nothing in this one
  /// @param granted how many blocks there ever were
  /// @param stray how many receipts named a block that there never was
  /// @param ever what all receipts of all windows say
  record Open(
      BudgetLine line,
      Span span,
      Amount limit,
      Amount spent,
      Amount beyond,
      Mark mark,
      List<Block> blocks,
      List<Block> older,
      long granted,
      long stray,
      Amount ever)
      implements BudgetState {

    /// What is out of this window and not yet accounted for.
    public Amount leased() {
      var sum = Amount.NONE;
      for (var block : blocks) {
        sum = sum.plus(block.left());
      }
      return sum;
    }

    /// All that are out.
    public List<Block> all() {
      var all = new ArrayList<>(older);
      all.addAll(blocks);
      return List.copyOf(all);
    }

    /// What may still be promised; the largest number where there is no limit.
    public Amount left() {
      var used = spent.plus(leased());
      return new Amount(left(limit.tokens(), used.tokens()), left(limit.money(), used.money()));
    }

    /// As of later: a window that is over is a new one, though nobody has entered it yet.
    public Open asOf(Instant now) {
      return now.isBefore(span.end()) ? this : BudgetHistory.renewed(this, now);
    }

    private static long left(long limit, long used) {
      return limit == 0 ? Long.MAX_VALUE : Math.max(0, limit - used);
    }
  }

  /// How far a window has come, told once each.
  enum Mark {
    QUIET,
    WARNED,
    LOWERED,
    EXHAUSTED
  }
}
