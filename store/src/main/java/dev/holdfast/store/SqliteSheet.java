package dev.holdfast.store;

import dev.holdfast.core.Kind;
import dev.holdfast.ledger.Leaf;
import dev.holdfast.ledger.Written;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes a leaf in as few batches as there are kinds of rows in it.
final class SqliteSheet {
  private final Prepared prepared;
  private final Sql sql;

  SqliteSheet(Prepared prepared, Sql sql) {
    this.prepared = prepared;
    this.sql = sql;
  }

  private record Target(Kind kind, boolean isNew) {}

  /// False if a stream was not at the version that it should be at.
  boolean write(Leaf leaf) throws SQLException {
    entries(leaf);
    memories(leaf);
    verdicts(leaf);
    receipts(leaf);
    var targets = new HashMap<Target, List<Written>>();
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

  private void entries(Leaf leaf) throws SQLException {
    if (leaf.entries().isEmpty()) {
      return;
    }
    var statement = prepared.statement(sql.text("page/insert-entry"));
    for (var entry : leaf.entries()) {
      statement.setLong(1, entry.id());
      statement.setLong(2, Micros.of(entry.at()));
      statement.setString(3, entry.body());
      statement.setString(4, entry.hash());
      statement.addBatch();
    }
    statement.executeBatch();
  }

  private void memories(Leaf leaf) throws SQLException {
    if (leaf.memories().isEmpty()) {
      return;
    }
    var statement = prepared.statement(sql.text("page/insert-command"));
    for (var memory : leaf.memories()) {
      statement.setString(1, memory.key().id());
      statement.setString(2, memory.key().body());
      statement.setLong(3, memory.entry());
      statement.addBatch();
    }
    statement.executeBatch();
  }

  /// First, because deliveries of the same leaf lean on them.
  private void verdicts(Leaf leaf) throws SQLException {
    var statement = prepared.statement(sql.text("page/insert-verdict"));
    int count = 0;
    for (var written : leaf.streams()) {
      var proof = written.standing().proof();
      if (written.id().kind() == Kind.TASK && proof.isPresent()) {
        statement.setLong(1, proof.get().task());
        statement.setString(2, proof.get().sha256());
        statement.setLong(3, written.entry());
        statement.addBatch();
        count++;
      }
    }
    if (count > 0) {
      statement.executeBatch();
    }
  }

  private void receipts(Leaf leaf) throws SQLException {
    var receipts = ReceiptRow.of(leaf);
    if (receipts.isEmpty()) {
      return;
    }
    var statement = prepared.statement(sql.text("page/insert-receipt"));
    for (var receipt : receipts) {
      int at = 1;
      for (long number : receipt.keys()) {
        statement.setLong(at++, number);
      }
      for (var text : receipt.texts()) {
        statement.setString(at++, text);
      }
      for (long number : receipt.numbers()) {
        statement.setLong(at++, number);
      }
      statement.setString(at, receipt.budgets("[", "]"));
      statement.addBatch();
    }
    statement.executeBatch();
  }

  private boolean streams(Map.Entry<Target, List<Written>> target) throws SQLException {
    var kind = target.getKey().kind();
    boolean isNew = target.getKey().isNew();
    var statement = prepared.statement(text(kind, isNew));
    for (var written : target.getValue()) {
      bind(statement, written, isNew);
      statement.addBatch();
    }
    for (int count : statement.executeBatch()) {
      if (count != 1) {
        return false;
      }
    }
    return true;
  }

  private String text(Kind kind, boolean isNew) {
    if (kind == Kind.DELIVERY && isNew) {
      return sql.text("page/insert-delivery");
    }
    return sql.text("page/" + (isNew ? "insert-" : "update-") + Shape.of(kind).word(), kind);
  }

  private static void bind(PreparedStatement statement, Written written, boolean isNew)
      throws SQLException {
    var standing = written.standing();
    var shape = Shape.of(written.id().kind());
    statement.setLong(1, written.version());
    statement.setLong(2, written.entry());
    statement.setString(3, standing.status());
    statement.setString(4, written.state());
    int at = 5;
    if (shape.isEverDue()) {
      due(statement, at++, written);
    }
    if (shape.isQueued()) {
      statement.setString(at++, Columns.lane(standing));
      statement.setString(at++, Columns.hands(standing));
      statement.setString(at++, Columns.place(standing));
      statement.setInt(at++, Columns.priority(standing));
    }
    if (shape.isWeighed()) {
      statement.setLong(at++, standing.weight());
    }
    if (isNew || shape.changesParent()) {
      statement.setLong(at++, standing.parent());
    }
    statement.setLong(at++, written.id().key());
    if (!isNew) {
      statement.setLong(at, written.expected());
    } else if (written.id().kind() == Kind.DELIVERY) {
      provenance(statement, at, written);
    } else if (shape.isNamed()) {
      statement.setString(at, standing.name());
    }
  }

  private static void due(PreparedStatement statement, int at, Written written)
      throws SQLException {
    var due = written.standing().dueAt();
    if (due.isPresent()) {
      statement.setLong(at, Micros.of(due.get()));
    } else {
      statement.setNull(at, Types.BIGINT);
    }
  }

  private static void provenance(PreparedStatement statement, int at, Written written)
      throws SQLException {
    var proof = written.standing().proof();
    if (proof.isPresent()) {
      statement.setLong(at, proof.get().task());
      statement.setString(at + 1, proof.get().sha256());
    } else {
      statement.setNull(at, Types.BIGINT);
      statement.setNull(at + 1, Types.VARCHAR);
    }
    statement.setString(at + 2, Columns.origin(written.standing()));
  }
}
