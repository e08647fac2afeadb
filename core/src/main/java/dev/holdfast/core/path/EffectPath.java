package dev.holdfast.core.path;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delegation.TaskCommand;
import dev.holdfast.core.effect.EffectEvent;
import dev.holdfast.core.effect.EffectState;
import dev.holdfast.core.effect.Use;
import dev.holdfast.core.spend.Bill;
import dev.holdfast.core.spend.BudgetCommand;
import dev.holdfast.core.spend.Charge;
import java.util.ArrayList;
import java.util.List;

/// What an effect orders: its task takes what it cost instead of what was put aside for it, and the
/// budgets that bear it are told.
final class EffectPath {
  private EffectPath() {}

  static List<Order> follow(StreamId id, EffectState before, EffectEvent event) {
    return switch (event) {
      case EffectEvent.Settled(_, var charge) ->
          before instanceof EffectState.Intended(var use, _) ? settled(id, use, charge) : List.of();
      case EffectEvent.Intended _, EffectEvent.Denied _ -> List.of();
    };
  }

  /// In the same transaction, so that budgets bear exactly what the receipts say.
  private static List<Order> settled(StreamId id, Use use, Charge charge) {
    var orders = new ArrayList<Order>();
    if (use.task() != 0) {
      orders.add(account(id, use, charge));
    }
    for (var share : charge.shares()) {
      orders.add(
          new Order(
              share.line().stream(),
              new BudgetCommand.Settle(share.line(), share.block(), share.amount())));
    }
    return orders;
  }

  /// An end without a charge says nothing of what was counted: all that was put aside stays spent.
  private static Order account(StreamId id, Use use, Charge charge) {
    boolean counted = !charge.isNone() && charge.bill().billed() == Bill.Billed.KNOWN;
    return new Order(
        new StreamId(Kind.TASK, use.task()),
        new TaskCommand.Account(
            id.key(),
            charge.charged(),
            counted ? TaskCommand.Counted.YES : TaskCommand.Counted.NO));
  }
}
