package dev.holdfast.store;

import dev.holdfast.core.Standing.Spent;
import dev.holdfast.ledger.Leaf;
import dev.holdfast.ledger.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What an attempt at a model has cost, as a row: its columns in the table's order.
record ReceiptRow(Written written, Spent spent) {
  static final int KEYS = 3;
  static final int TEXTS = 4;
  static final int NUMBERS = 9;

  /// Those of the leaf; an effect ends once, so that each is written once.
  static List<ReceiptRow> of(Leaf leaf) {
    var rows = new ArrayList<ReceiptRow>();
    for (var written : leaf.streams()) {
      written.standing().spent().ifPresent(spent -> rows.add(new ReceiptRow(written, spent)));
    }
    return rows;
  }

  /// The effect, the entry that says when, the task.
  List<Long> keys() {
    return List.of(written.id().key(), written.entry(), written.standing().parent());
  }

  List<String> texts() {
    var whose = spent.whose();
    return List.of(whose.model(), whose.tier(), whose.agent(), whose.actor());
  }

  List<Long> numbers() {
    var numbers = new ArrayList<Long>(NUMBERS);
    numbers.add(spent.isKnown() ? 1L : 0L);
    numbers.addAll(spent.parts());
    numbers.add(spent.cost());
    numbers.add(spent.tokens());
    numbers.add(spent.money());
    return numbers;
  }

  String budgets(String open, String close) {
    return spent.budgets().stream()
        .map(String::valueOf)
        .collect(Collectors.joining(",", open, close));
  }
}
