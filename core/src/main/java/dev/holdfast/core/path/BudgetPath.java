package dev.holdfast.core.path;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.delivery.DeliveryCommand;
import dev.holdfast.core.delivery.Message;
import dev.holdfast.core.delivery.MessageKind;
import dev.holdfast.core.delivery.Provenance;
import dev.holdfast.core.spend.BudgetEvent;
import dev.holdfast.core.spend.BudgetState;
import java.time.Instant;
import java.util.List;

/// What a budget orders: a word to whoever looks after it, once for each threshold of a window.
final class BudgetPath {
  private static final String NOBODY = "";

  private final StreamId budget;
  private final BudgetState state;
  private final Policy policy;
  private final Instant now;

  BudgetPath(StreamId budget, BudgetState state, Policy policy, Instant now) {
    this.budget = budget;
    this.state = state;
    this.policy = policy;
    this.now = now;
  }

  List<Order> follow(BudgetEvent event) {
    return switch (event) {
      case BudgetEvent.Warned(var why, var to) -> tell("warned", "runs low", why, to);
      case BudgetEvent.Lowered(var why, var to) ->
          tell("lowered", "goes to a smaller tier", why, to);
      case BudgetEvent.Exhausted(var why, var to) -> tell("exhausted", "is exhausted", why, to);
      case BudgetEvent.Rolled _,
          BudgetEvent.Limited _,
          BudgetEvent.Leased _,
          BudgetEvent.Settled _,
          BudgetEvent.Returned _,
          BudgetEvent.Lapsed _ ->
          List.of();
    };
  }

  /// The key is made from the window and the threshold, so that a second word of the same cannot
  /// exist.
  private List<Order> tell(String threshold, String what, Diagnostic why, String to) {
    if (to.isEmpty() || !(state instanceof BudgetState.Open open)) {
      return List.of();
    }
    var name = open.line().name() + "/" + open.span().begin() + "/" + threshold;
    var id = StreamId.named(Kind.DELIVERY, "budget/" + name);
    var message =
        new Letter(
                MessageKind.ALERT,
                to,
                Letter.alert("Budget " + open.line().name() + " " + what, why),
                new Message.Regarding(NOBODY, "", 0, budget.text()))
            .message("budget/" + name, new Provenance.Diagnosed(), policy, now);
    return List.of(new Order(id, new DeliveryCommand.Intend(message, DeliveryCommand.Start.READY)));
  }
}
