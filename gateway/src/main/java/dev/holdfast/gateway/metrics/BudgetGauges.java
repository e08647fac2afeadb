package dev.holdfast.gateway.metrics;

import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.spend.Amount;
import dev.holdfast.core.spend.BudgetLine;
import dev.holdfast.core.spend.BudgetState;
import dev.holdfast.core.spend.BudgetTerms;
import dev.holdfast.gateway.showing.Streams;
import dev.holdfast.ledger.Reader;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// How far the budgets of the workspace and of its agents are. Those of actors, sessions and runs
/// are as many as there are of them: no scrape tells them one by one.
public final class BudgetGauges {
  private static final double MICRO = 1e6;

  private final Streams streams;
  private final Versions<Policy> policy;
  private final InstantSource clock;

  private BudgetGauges(Reader reader, Versions<Policy> policy, InstantSource clock) {
    this.streams = new Streams(reader);
    this.policy = policy;
    this.clock = clock;
  }

  public static void register(
      Metrics metrics, Reader reader, Versions<Policy> policy, InstantSource clock) {
    var gauges = new BudgetGauges(reader, policy, clock);
    gauge(
        metrics,
        "holdfast_budget_limit",
        "The limit of a budget, in tokens or in the currency",
        gauge -> gauges.each((terms, line) -> tell(gauge, terms, line, terms.limit())));
    gauge(
        metrics,
        "holdfast_budget_spent",
        "What is spent of a budget in its window",
        gauge -> gauges.each((terms, line) -> tell(gauge, terms, line, gauges.now(line).spent())));
    gauge(
        metrics,
        "holdfast_budget_held",
        "What nodes hold of a budget for questions",
        gauge -> gauges.each((terms, line) -> tell(gauge, terms, line, gauges.now(line).held())));
  }

  private record Now(Amount spent, Amount held) {}

  private static void gauge(
      Metrics metrics, String name, String help, Consumer<GaugeWithCallback.Callback> each) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames("budget", "unit")
        .callback(gauge -> Gauges.whileReadable(() -> each.accept(gauge)))
        .register(metrics.registry());
  }

  private void each(BiConsumer<BudgetTerms, BudgetLine> told) {
    for (var terms : policy.now().models().budgets()) {
      for (var subject : subjects(terms)) {
        told.accept(terms, new BudgetLine(terms.scope(), subject, terms.per()));
      }
    }
  }

  private List<String> subjects(BudgetTerms terms) {
    return switch (terms.scope()) {
      case WORKSPACE -> List.of("");
      case AGENT -> new ArrayList<>(policy.now().delegation().agents().keySet());
      case ACTOR, SESSION, RUN -> List.of();
    };
  }

  private Now now(BudgetLine line) {
    return streams
        .find(line.stream(), BudgetState.class)
        .map(kept -> now(kept.state()))
        .orElse(new Now(Amount.NONE, Amount.NONE));
  }

  private Now now(BudgetState state) {
    return switch (state) {
      case BudgetState.New() -> new Now(Amount.NONE, Amount.NONE);
      case BudgetState.Open written -> {
        var open = written.asOf(clock.instant());
        yield new Now(open.spent(), open.leased());
      }
    };
  }

  /// Only what has a limit.
  private static void tell(
      GaugeWithCallback.Callback gauge, BudgetTerms terms, BudgetLine line, Amount amount) {
    if (terms.tokens() > 0) {
      gauge.call((double) amount.tokens(), line.name(), "tokens");
    }
    if (terms.money() > 0) {
      gauge.call(amount.money() / MICRO, line.name(), "money");
    }
  }
}
