package dev.holdfast.core.spend;

import dev.holdfast.core.Decision;
import dev.holdfast.core.Refusal;
import dev.holdfast.core.Rules;
import dev.holdfast.core.Standing;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Leases a budget in blocks and keeps what receipts say.
public final class BudgetRules
    implements Rules<BudgetState, BudgetCommand, BudgetEvent, BudgetPolicy> {

  @Override
  public BudgetState initial() {
    return new BudgetState.New();
  }

  @Override
  public Decision<BudgetEvent> decide(
      StreamId id,
      BudgetState state,
      BudgetCommand command,
      Versions<BudgetPolicy> policy,
      Instant now) {
    return switch (command) {
      case BudgetCommand.Lease lease -> lease(state, lease, policy, now);
      case BudgetCommand.Settle settle -> settle(state, settle, policy, now);
      case BudgetCommand.Return(var block, var amount) -> giveBack(state, block, amount);
      case BudgetCommand.Wake() -> wake(state, policy, now);
    };
  }

  private static Decision<BudgetEvent> lease(
      BudgetState state, BudgetCommand.Lease wish, Versions<BudgetPolicy> policy, Instant now) {
    var terms = policy.now().terms(wish.line());
    if (terms.isEmpty()) {
      return Decision.refuse(Refusal.Reason.NOT_FOUND, Diagnostics.noSuchLine(wish.line()));
    }
    var book = new Bookkeeping(state, wish.line(), terms.get(), now);
    return book.lease(wish);
  }

  private static Decision<BudgetEvent> settle(
      BudgetState state, BudgetCommand.Settle settle, Versions<BudgetPolicy> policy, Instant now) {
    var book = new Bookkeeping(state, settle.line(), terms(settle.line(), state, policy), now);
    return Decision.accept(book.settle(settle.block(), settle.spent()));
  }

  private static Decision<BudgetEvent> giveBack(BudgetState state, long number, Amount amount) {
    return state instanceof BudgetState.Open open && block(open, number).isPresent()
        ? Decision.accept(new BudgetEvent.Returned(number, amount))
        : Decision.nothing();
  }

  private static Decision<BudgetEvent> wake(
      BudgetState state, Versions<BudgetPolicy> policy, Instant now) {
    return switch (state) {
      case BudgetState.New() -> Decision.nothing();
      case BudgetState.Open open ->
          Decision.accept(
              new Bookkeeping(open, open.line(), terms(open.line(), open, policy), now).wake());
    };
  }

  /// A line that the workspace has dropped keeps the limit that it had, and says no more.
  private static BudgetTerms terms(
      BudgetLine line, BudgetState state, Versions<BudgetPolicy> policy) {
    return policy
        .now()
        .terms(line)
        .orElseGet(() -> {
          var limit = state instanceof BudgetState.Open open ? open.limit() : Amount.NONE;
          return new BudgetTerms(
              line.scope(), line.per(), limit.tokens(), limit.money(), 0, 0, "", "");
        });
  }

  static Optional<Block> block(BudgetState.Open open, long number) {
    return open.all().stream().filter(block -> block.number() == number).findFirst();
  }

  @Override
  public BudgetState evolve(BudgetState state, BudgetEvent event) {
    return BudgetHistory.evolve(state, event);
  }

  @Override
  public Standing standing(StreamId id, BudgetState state) {
    return switch (state) {
      case BudgetState.New() -> Standing.of("new");
      case BudgetState.Open open -> {
        var standing = Standing.of(open.mark().name().toLowerCase(Locale.ROOT));
        yield due(open).map(standing::due).orElse(standing);
      }
    };
  }

  /// When the next block comes back by itself, or a window that has told of something ends.
  private static Optional<Instant> due(BudgetState.Open open) {
    var earliest = open.all().stream().map(Block::until).min(Instant::compareTo);
    return open.mark() == BudgetState.Mark.QUIET
        ? earliest
        : earliest
            .filter(until -> until.isBefore(open.span().end()))
            .or(() -> Optional.of(open.span().end()));
  }
}
