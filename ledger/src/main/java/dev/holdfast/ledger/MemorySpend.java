package dev.holdfast.ledger;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Standing;
import dev.holdfast.core.Standing.Spent;
import dev.holdfast.core.spend.Amount;
import dev.holdfast.core.spend.BudgetState;
import dev.holdfast.core.spend.Usage;
import dev.holdfast.ledger.MemoryTables.Kept;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Sums up what was spent, by looking at every effect.
final class MemorySpend {
  private final MemoryTables tables;
  private final Codec codec = new Codec();

  MemorySpend(MemoryTables tables) {
    this.tables = tables;
  }

  private record Receipt(Kept effect, Spent spent) {}

  private List<Receipt> all() {
    var all = new ArrayList<Receipt>();
    for (var effect : tables.all(Kind.EFFECT)) {
      effect.standing().spent().ifPresent(spent -> all.add(new Receipt(effect, spent)));
    }
    return all;
  }

  Reader.Receipts receipts() {
    var all = all();
    return new Reader.Receipts(
        all.size(), all.stream().filter(receipt -> receipt.spent().isKnown()).count());
  }

  List<SpendRow> rows(SpendQuery query) {
    var parts = new TreeMap<String, List<Receipt>>();
    for (var receipt : all()) {
      var at = at(receipt);
      if (!at.isBefore(query.from()) && at.isBefore(query.to())) {
        parts.computeIfAbsent(part(query.by(), receipt, at), _ -> new ArrayList<>()).add(receipt);
      }
    }
    return parts.tailMap(query.after(), false).entrySet().stream()
        .limit(query.limit())
        .map(entry -> row(entry.getKey(), entry.getValue()))
        .toList();
  }

  private Instant at(Receipt receipt) {
    return tables.entry(receipt.effect().row().entry()).map(SealedEntry::at).orElse(Instant.EPOCH);
  }

  private static String part(SpendQuery.By by, Receipt receipt, Instant at) {
    var whose = receipt.spent().whose();
    var part = named(by, whose, at);
    return part.isEmpty() ? SpendRow.NOBODY : part;
  }

  private static String named(SpendQuery.By by, Standing.Whose whose, Instant at) {
    return switch (by) {
      case DAY -> DateTimeFormatter.ISO_LOCAL_DATE.format(at.atOffset(ZoneOffset.UTC));
      case AGENT -> whose.agent();
      case TIER -> whose.tier();
      case ACTOR -> whose.actor();
      case MODEL -> whose.model();
    };
  }

  private SpendRow row(String part, List<Receipt> receipts) {
    var usage = Usage.NONE;
    var charged = Amount.NONE;
    long cost = 0;
    for (var receipt : receipts) {
      var parts = receipt.spent().parts();
      usage =
          usage.plus(
              new Usage(parts.get(0), parts.get(1), parts.get(2), parts.get(3), parts.get(4)));
      charged = charged.plus(new Amount(receipt.spent().tokens(), receipt.spent().money()));
      cost += receipt.spent().cost();
    }
    long unknown = receipts.stream().filter(receipt -> !receipt.spent().isKnown()).count();
    return new SpendRow(
        part, receipts.size(), unknown, usage, cost, charged, accepted(receipts), judged(receipts));
  }

  private static long judged(List<Receipt> receipts) {
    return receipts.stream()
        .filter(receipt -> receipt.effect().standing().parent() != 0)
        .mapToLong(receipt -> receipt.spent().cost())
        .sum();
  }

  private long accepted(List<Receipt> receipts) {
    return receipts.stream()
        .mapToLong(receipt -> receipt.effect().standing().parent())
        .distinct()
        .filter(task ->
            tables
                .find(Kind.TASK, task)
                .filter(kept -> kept.standing().status().startsWith("accepted"))
                .isPresent())
        .count();
  }

  private Map<Long, BudgetState.Open> budgets() {
    var budgets = new HashMap<Long, BudgetState.Open>();
    for (var kept : tables.all(Kind.BUDGET)) {
      if (codec.decode(kept.row().state()) instanceof BudgetState.Open open) {
        budgets.put(kept.row().id().key(), open);
      }
    }
    return budgets;
  }

  long loose() {
    var borne = new HashMap<Long, Amount>();
    for (var receipt : all()) {
      var amount = new Amount(receipt.spent().tokens(), receipt.spent().money());
      receipt.spent().budgets().forEach(budget -> borne.merge(budget, amount, Amount::plus));
    }
    var budgets = budgets();
    long unequal =
        budgets.entrySet().stream()
            .filter(budget ->
                !budget.getValue().ever().equals(borne.getOrDefault(budget.getKey(), Amount.NONE)))
            .count();
    return unequal + borne.keySet().stream().filter(key -> !budgets.containsKey(key)).count();
  }

  long overdrawn() {
    return budgets().values().stream().filter(MemorySpend::isOverdrawn).count();
  }

  private static boolean isOverdrawn(BudgetState.Open open) {
    var used = open.spent().plus(open.leased());
    var limit = open.limit();
    return (limit.tokens() > 0 && used.tokens() > limit.tokens())
        || (limit.money() > 0 && used.money() > limit.money());
  }

  long unreserved() {
    return budgets().values().stream().mapToLong(BudgetState.Open::stray).sum();
  }
}
