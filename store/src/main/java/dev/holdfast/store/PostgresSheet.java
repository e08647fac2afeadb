package dev.holdfast.store;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Standing;
import dev.holdfast.ledger.Leaf;
import dev.holdfast.ledger.Memory;
import dev.holdfast.ledger.SealedEntry;
import dev.holdfast.ledger.Written;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// Writes a leaf with one statement for each kind of rows in it, always in the same order: two
/// desks that write the same streams then wait for each other instead of locking each other out.
final class PostgresSheet {
  private static final Comparator<Target> ORDER =
      Comparator.comparing(Target::kind).thenComparing(Target::isNew);

  private final Prepared prepared;
  private final Sql sql;
  private final Arrays arrays;

  PostgresSheet(Prepared prepared, Sql sql) throws SQLException {
    this.prepared = prepared;
    this.sql = sql;
    this.arrays = new Arrays(prepared.connection());
  }

  private record Target(Kind kind, boolean isNew) {}

  /// False if a stream was not at the version that it should be at.
  boolean write(Leaf leaf) throws SQLException {
    entries(leaf.entries());
    memories(leaf.memories());
    verdicts(leaf);
    receipts(leaf);
    var targets = new TreeMap<Target, List<Written>>(ORDER);
    for (var written : leaf.streams()) {
      var target = new Target(written.id().kind(), written.expected() == 0);
      targets.computeIfAbsent(target, _ -> new ArrayList<>()).add(written);
    }
    for (var target : targets.entrySet()) {
      if (!streams(target)) {
        return false;
      }
    }
    return true;
  }

  private void entries(List<SealedEntry> entries) throws SQLException {
    if (!entries.isEmpty()) {
      var columns = new Rows<>(entries, prepared.statement(sql.text("page/insert-entry")));
      columns.number(SealedEntry::id).number(entry -> Micros.of(entry.at()));
      columns.text(SealedEntry::body).text(SealedEntry::hash);
      columns.write();
    }
  }

  private void memories(List<Memory> memories) throws SQLException {
    if (!memories.isEmpty()) {
      var columns = new Rows<>(memories, prepared.statement(sql.text("page/insert-command")));
      columns.text(memory -> memory.key().id()).text(memory -> memory.key().body());
      columns.number(Memory::entry);
      columns.write();
    }
  }

  private record Passed(Standing.Proof proof, long entry) {}

  /// First, because deliveries of the same leaf lean on them.
  private void verdicts(Leaf leaf) throws SQLException {
    var passed =
        leaf.streams().stream()
            .filter(written -> written.id().kind() == Kind.TASK)
            .flatMap(written ->
                written.standing().proof().stream()
                    .map(proof -> new Passed(proof, written.entry())))
            .sorted(Comparator.comparingLong(verdict -> verdict.proof().task()))
            .toList();
    if (!passed.isEmpty()) {
      var columns = new Rows<>(passed, prepared.statement(sql.text("page/insert-verdict")));
      columns.number(verdict -> verdict.proof().task()).text(verdict -> verdict.proof().sha256());
      columns.number(Passed::entry);
      columns.write();
    }
  }

  private void receipts(Leaf leaf) throws SQLException {
    var receipts = ReceiptRow.of(leaf);
    if (receipts.isEmpty()) {
      return;
    }
    var columns = new Rows<>(receipts, prepared.statement(sql.text("page/insert-receipt")));
    for (int i = 0; i < ReceiptRow.KEYS; i++) {
      int at = i;
      columns.number(receipt -> receipt.keys().get(at));
    }
    for (int i = 0; i < ReceiptRow.TEXTS; i++) {
      int at = i;
      columns.text(receipt -> receipt.texts().get(at));
    }
    for (int i = 0; i < ReceiptRow.NUMBERS; i++) {
      int at = i;
      columns.number(receipt -> receipt.numbers().get(at));
    }
    columns.text(receipt -> receipt.budgets("{", "}"));
    columns.write();
  }

  private boolean streams(Map.Entry<Target, List<Written>> target) throws SQLException {
    var kind = target.getKey().kind();
    boolean isNew = target.getKey().isNew();
    var written =
        target.getValue().stream()
            .sorted(Comparator.comparingLong(stream -> stream.id().key()))
            .toList();
    var columns = new Rows<>(written, prepared.statement(text(kind, isNew)));
    bind(columns, Shape.of(kind), isNew);
    if (!isNew) {
      columns.number(Written::expected);
    } else if (kind == Kind.DELIVERY) {
      columns.sparseNumber(stream -> stream.standing().proof().map(Standing.Proof::task));
      columns.sparseText(stream -> stream.standing().proof().map(Standing.Proof::sha256));
      columns.text(stream -> Columns.origin(stream.standing()));
    } else if (Shape.of(kind).isNamed()) {
      columns.text(stream -> stream.standing().name());
    }
    return columns.write() == written.size();
  }

  private String text(Kind kind, boolean isNew) {
    if (kind == Kind.DELIVERY && isNew) {
      return sql.text("page/insert-delivery");
    }
    return sql.text("page/" + (isNew ? "insert-" : "update-") + Shape.of(kind).word(), kind);
  }

  private static void bind(Rows<Written> columns, Shape shape, boolean isNew) throws SQLException {
    columns.number(Written::version).number(Written::entry);
    columns.text(stream -> stream.standing().status()).text(Written::state);
    if (shape.isEverDue()) {
      columns.sparseNumber(stream -> stream.standing().dueAt().map(Micros::of));
    }
    if (shape.isQueued()) {
      columns.text(stream -> Columns.lane(stream.standing()));
      columns.text(stream -> Columns.hands(stream.standing()));
      columns.text(stream -> Columns.place(stream.standing()));
      columns.number(stream -> Columns.priority(stream.standing()));
    }
    if (shape.isWeighed()) {
      columns.number(stream -> stream.standing().weight());
    }
    if (isNew || shape.changesParent()) {
      columns.number(stream -> stream.standing().parent());
    }
    columns.number(stream -> stream.id().key());
  }

  /// A statement's parameters, column by column.
  private final class Rows<R> {
    private final List<R> rows;
    private final PreparedStatement statement;
    private int at;

    Rows(List<R> rows, PreparedStatement statement) {
      this.rows = rows;
      this.statement = statement;
    }

    Rows<R> number(java.util.function.ToLongFunction<R> column) throws SQLException {
      var values = rows.stream().map(column::applyAsLong).toList();
      statement.setArray(++at, arrays.numbers(values));
      return this;
    }

    Rows<R> text(Function<R, String> column) throws SQLException {
      statement.setArray(++at, arrays.texts(rows.stream().map(column).toList()));
      return this;
    }

    void sparseNumber(Function<R, java.util.Optional<Long>> column) throws SQLException {
      statement.setArray(
          ++at,
          arrays.sparse(
              rows.stream().map(row -> column.apply(row).orElse(null)).toArray(Long[]::new)));
    }

    void sparseText(Function<R, java.util.Optional<String>> column) throws SQLException {
      statement.setArray(
          ++at,
          arrays.sparse(
              rows.stream().map(row -> column.apply(row).orElse(null)).toArray(String[]::new)));
    }

    int write() throws SQLException {
      return statement.executeUpdate();
    }
  }
}
