package dev.holdfast.core.delegation;

import dev.holdfast.core.Budget;
import dev.holdfast.core.spend.Amount;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a task has spent on models, and what is put aside for questions that are under way.
public record Outlay(Amount spent, List<Aside> aside) {
  public static final Outlay NONE = new Outlay(Amount.NONE, List.of());

  /// Put aside for one effect.
  public record Aside(long effect, Amount amount) {}

  /// States of before there were outlays have none.
  static Outlay orNone(@Nullable Outlay written) {
    return written == null ? NONE : written;
  }

  /// Spent and put aside together.
  public Amount used() {
    var sum = spent;
    for (var one : aside) {
      sum = sum.plus(one.amount());
    }
    return sum;
  }

  /// Whether the budget has room for one more question. A budget without money counts tokens alone.
  boolean fits(Amount estimate, Budget budget) {
    var wanted = used().plus(estimate);
    return estimate.isNone()
        || (wanted.tokens() <= budget.tokens()
            && (budget.money() == 0 || wanted.money() <= budget.money()));
  }

  Outlay putting(long effect, Amount amount) {
    if (amount.isNone()) {
      return this;
    }
    var more = new ArrayList<>(aside);
    more.add(new Aside(effect, amount));
    return new Outlay(spent, List.copyOf(more));
  }

  /// What is put aside for the effect; nothing where it has been accounted for.
  Amount asideFor(long effect) {
    return aside.stream()
        .filter(one -> one.effect() == effect)
        .map(Aside::amount)
        .findFirst()
        .orElse(Amount.NONE);
  }

  Outlay accounting(long effect, Amount amount) {
    return new Outlay(
        spent.plus(amount), aside.stream().filter(one -> one.effect() != effect).toList());
  }
}
