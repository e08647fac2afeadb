package dev.holdfast.core.path;

import dev.holdfast.core.Command;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.models.ModelsPolicy;
import dev.holdfast.core.spend.Amount;
import dev.holdfast.core.spend.Bill;
import dev.holdfast.core.spend.BudgetCommand;
import dev.holdfast.core.spend.BudgetLine;
import dev.holdfast.core.spend.BudgetTerms;
import dev.holdfast.core.spend.BudgetTerms.Scope;
import dev.holdfast.core.spend.BudgetTerms.Window;
import dev.holdfast.core.spend.Charge;
import dev.holdfast.core.spend.PriceTable;
import dev.holdfast.core.spend.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// A life of a few budgets among all the other streams.
final class BudgetLife {
  private static final List<BudgetLine> LINES =
      List.of(
          new BudgetLine(Scope.WORKSPACE, "", Window.DAY),
          new BudgetLine(Scope.ACTOR, "ada", Window.HOUR));

  private BudgetLife() {}

  static Policy policy() {
    var plain = Policies.with(Policies.contract());
    var terms =
        LINES.stream()
            .map(
                line -> new BudgetTerms(line.scope(), line.per(), 1_000, 0, 50, 80, "small", "ops"))
            .toList();
    var none = ModelsPolicy.NONE;
    return new Policy(
        plain.routing(),
        plain.session(),
        plain.delegation(),
        plain.delivery(),
        plain.scheduling(),
        new ModelsPolicy(
            Map.of(), none.classes(), Map.of(), false, none.cooling(), terms, PriceTable.NONE));
  }

  static Set<World.Transition> live(long seed) {
    var world = new World(policy());
    var random = new Random(seed * 0x9e3779b97f4a7c15L);
    for (int step = 0; step < 60; step++) {
      world.pass(Duration.ofSeconds(random.nextInt(random.nextInt(9) == 0 ? 90_000 : 200)));
      var line = LINES.get(random.nextInt(2));
      world.tell(line.stream(), command(line, random));
    }
    return world.transitions();
  }

  private static Command command(BudgetLine line, Random random) {
    return switch (random.nextInt(6)) {
      case 0, 1 -> {
        var least = amount(random);
        yield new BudgetCommand.Lease(line, "node", least.times(3), least, Duration.ofMinutes(10));
      }
      case 2, 3 -> new BudgetCommand.Settle(line, 1 + random.nextInt(8), amount(random));
      case 4 -> new BudgetCommand.Return(1 + random.nextInt(8), amount(random));
      default -> new BudgetCommand.Wake();
    };
  }

  static Amount amount(Random random) {
    return new Amount(random.nextInt(300), 0);
  }

  static Charge charge(Random random) {
    if (random.nextInt(3) == 0) {
      return Charge.NONE;
    }
    var usage = new Usage(random.nextInt(200), 0, 0, 5, 0);
    var bill = Bill.of(usage, "practice/echo", PriceTable.NONE);
    return new Charge(
        new Charge.Payer("practice/echo", "small", "echo", "ada", ""),
        amount(random),
        random.nextBoolean() ? bill : bill.doubted(),
        List.of());
  }
}
