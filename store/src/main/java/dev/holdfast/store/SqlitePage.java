package dev.holdfast.store;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Standing.Hands;
import dev.holdfast.core.StreamId;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.CommandKey;
import dev.holdfast.ledger.Commit;
import dev.holdfast.ledger.Leaf;
import dev.holdfast.ledger.LedgerUnavailable;
import dev.holdfast.ledger.Memory;
import dev.holdfast.ledger.Page;
import dev.holdfast.ledger.Row;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// One transaction on the file. Nobody else writes, so that nothing has to be locked.
final class SqlitePage implements Page {
  private final SqliteWriter writer;
  private final SqliteFile file;
  private final SqliteKeys keys;
  private final Sql sql;
  private final Instant now;
  private boolean open = true;

  SqlitePage(SqliteWriter writer, SqliteFile file, SqliteKeys keys, Sql sql, Instant now) {
    this.writer = writer;
    this.file = file;
    this.keys = keys;
    this.sql = sql;
    this.now = now;
  }

  @Override
  public Instant now() {
    return now;
  }

  private <T> T ask(Question<T> question) {
    try {
      return question.answer(writer.prepared());
    } catch (SQLException fault) {
      throw new LedgerUnavailable(file.diagnose(fault), fault);
    }
  }

  @Override
  public List<Row> rows(Collection<StreamId> ids) {
    return ask(prepared -> {
      var rows = new ArrayList<Row>(ids.size());
      for (var group : JdbcReader.byKind(ids).entrySet()) {
        var text = sql.text("page/rows", group.getKey());
        var keysAsJson = JdbcReader.array(group.getValue());
        rows.addAll(JdbcReader.readRows(group.getKey(), prepared.bound(text, keysAsJson)));
      }
      return rows;
    });
  }

  @Override
  public List<Memory> memories(Collection<String> keyIds) {
    if (keyIds.isEmpty()) {
      return List.of();
    }
    // Key ids are hex, so that they need no escapes.
    var array = keyIds.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
    return ask(prepared -> {
      var memories = new ArrayList<Memory>();
      try (var results = prepared.bound(sql.text("page/memories"), array).executeQuery()) {
        while (results.next()) {
          memories.add(
              new Memory(
                  new CommandKey(results.getString(1), results.getString(2)), results.getLong(3)));
        }
      }
      return memories;
    });
  }

  @Override
  public List<StreamId> ready(Kind kind, String lane, Hands hands, int max) {
    if (!Shape.of(kind).isQueued()) {
      return List.of();
    }
    return ask(prepared -> {
      var ready = new ArrayList<StreamId>();
      var statement = prepared.bound(sql.text("page/ready", kind), lane, Columns.word(hands), max);
      try (var results = statement.executeQuery()) {
        while (results.next()) {
          ready.add(new StreamId(kind, results.getLong(1)));
        }
      }
      return ready;
    });
  }

  @Override
  public int leased(Kind kind, String lane) {
    if (!Shape.of(kind).isQueued()) {
      return 0;
    }
    return ask(
        prepared -> (int) JdbcReader.number(prepared.bound(sql.text("page/leased", kind), lane)));
  }

  @Override
  public List<StreamId> due(int max) {
    return ask(prepared -> readDue(prepared.bound(sql.text("page/due"), Micros.of(now), max)));
  }

  private static List<StreamId> readDue(PreparedStatement statement) throws SQLException {
    var due = new ArrayList<StreamId>();
    try (var results = statement.executeQuery()) {
      while (results.next()) {
        due.add(new StreamId(Codec.kind(results.getString(1)), results.getLong(2)));
      }
    }
    return due;
  }

  @Override
  public Optional<Instant> nextDue() {
    long micros = Micros.of(now);
    return ask(prepared -> JdbcReader.time(prepared.bound(sql.text("page/next-due"), micros)));
  }

  @Override
  public Commit commit(Leaf leaf) {
    try {
      if (!new SqliteSheet(writer.prepared(), sql).write(leaf)) {
        end();
        return new Commit.Conflicted();
      }
      long mark = keys.wanted(0);
      boolean low = keys.isLow();
      if (low) {
        writer.prepared().update(sql.text("page/extend-keys"), mark);
      }
      var commit = confirm();
      if (low && commit instanceof Commit.Done) {
        keys.marked(mark);
      }
      return commit;
    } catch (SQLException fault) {
      end();
      return refused(fault);
    }
  }

  /// An I/O error here leaves open what the file has kept: the last frame may be on its way.
  private Commit confirm() {
    try {
      writer.commit();
      open = false;
      return new Commit.Done();
    } catch (SQLException fault) {
      end();
      return SqliteFaults.isInputOutput(fault)
          ? new Commit.Unknown(Faults.doubtful(file.path().toString(), fault))
          : refused(fault);
    }
  }

  private Commit refused(SQLException fault) {
    if (SqliteFaults.isTaken(fault)) {
      return new Commit.Conflicted();
    }
    return SqliteFaults.isUngated(fault)
        ? Commit.Refused.ungated()
        : new Commit.Refused(file.diagnose(fault));
  }

  private void end() {
    if (open) {
      open = false;
      writer.rollback();
    }
  }

  @Override
  public void close() {
    try {
      end();
    } finally {
      writer.release();
    }
  }
}
