package dev.holdfast.store;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Standing.Hands;
import dev.holdfast.core.StreamId;
import dev.holdfast.ledger.CommandKey;
import dev.holdfast.ledger.Commit;
import dev.holdfast.ledger.Leaf;
import dev.holdfast.ledger.LedgerUnavailable;
import dev.holdfast.ledger.Memory;
import dev.holdfast.ledger.Page;
import dev.holdfast.ledger.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// One transaction on the server, beside those of other desks. What it takes up is locked, what it
/// changes is compared by version.
final class PostgresPage implements Page {
  private static final List<Kind> DUE_KINDS =
      List.of(Kind.TASK, Kind.DELIVERY, Kind.EFFECT, Kind.JOB, Kind.BUDGET, Kind.MODEL);

  private final PostgresWriter writer;
  private final PostgresAddress address;
  private final PostgresSeat seat;
  private final Sql sql;
  private final Instant now;
  private boolean open = true;

  private PostgresPage(
      PostgresWriter writer, PostgresAddress address, PostgresSeat seat, Sql sql, Instant now) {
    this.writer = writer;
    this.address = address;
    this.seat = seat;
    this.sql = sql;
    this.now = now;
  }

  static Page open(PostgresWriter writer, PostgresAddress address, PostgresSeat seat, Sql sql) {
    writer.ensure();
    try {
      long micros = JdbcReader.number(writer.prepared().statement(sql.text("page/now")));
      return new PostgresPage(writer, address, seat, sql, Micros.instant(micros));
    } catch (SQLException fault) {
      writer.lose(fault);
      throw new LedgerUnavailable(PostgresFaults.diagnose(address, fault), fault);
    }
  }

  @Override
  public Instant now() {
    return now;
  }

  private <T> T ask(Question<T> question) {
    try {
      return question.answer(writer.prepared());
    } catch (SQLException fault) {
      end(fault);
      throw new LedgerUnavailable(PostgresFaults.diagnose(address, fault), fault);
    }
  }

  @Override
  public List<Row> rows(Collection<StreamId> ids) {
    return ask(prepared -> {
      var rows = new ArrayList<Row>(ids.size());
      for (var group : JdbcReader.byKind(ids).entrySet()) {
        var statement = prepared.statement(sql.text("page/rows", group.getKey()));
        statement.setArray(1, new Arrays(prepared.connection()).numbers(group.getValue()));
        rows.addAll(JdbcReader.readRows(group.getKey(), statement));
      }
      return rows;
    });
  }

  @Override
  public List<Memory> memories(Collection<String> keyIds) {
    if (keyIds.isEmpty()) {
      return List.of();
    }
    return ask(prepared -> {
      var memories = new ArrayList<Memory>();
      var statement = prepared.statement(sql.text("page/memories"));
      statement.setArray(1, new Arrays(prepared.connection()).texts(List.copyOf(keyIds)));
      try (var results = statement.executeQuery()) {
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
      var text = sql.text("page/ready", kind);
      try (var results = prepared.bound(text, lane, Columns.word(hands), max).executeQuery()) {
        while (results.next()) {
          ready.add(new StreamId(kind, results.getLong(1)));
        }
      }
      return ready;
    });
  }

  /// Two statements: the count must see what was committed by whoever held the lane before.
  @Override
  public int leased(Kind kind, String lane) {
    if (!Shape.of(kind).isQueued()) {
      return 0;
    }
    return ask(prepared -> {
      prepared.bound(sql.text("page/lock-lane"), kind.word() + "/" + lane).execute();
      return (int) JdbcReader.number(prepared.bound(sql.text("page/leased", kind), lane));
    });
  }

  private record Due(StreamId id, long at) {}

  @Override
  public List<StreamId> due(int max) {
    return ask(prepared -> {
      var due = new ArrayList<Due>();
      for (var kind : DUE_KINDS) {
        var text = sql.text("page/due", kind);
        try (var results = prepared.bound(text, Micros.of(now), max).executeQuery()) {
          while (results.next()) {
            due.add(new Due(new StreamId(kind, results.getLong(1)), results.getLong(2)));
          }
        }
      }
      var longest = Comparator.comparingLong(Due::at).thenComparingLong(next -> next.id().key());
      return due.stream().sorted(longest).limit(max).map(Due::id).toList();
    });
  }

  @Override
  public Optional<Instant> nextDue() {
    var each = new Object[DUE_KINDS.size()];
    java.util.Arrays.fill(each, Micros.of(now));
    return ask(prepared -> JdbcReader.time(prepared.bound(sql.text("page/next-due"), each)));
  }

  @Override
  public Commit commit(Leaf leaf) {
    try {
      var prepared = writer.prepared();
      if (!seat.isHeld(prepared, sql)) {
        rollback();
        return new Commit.Fenced(Faults.fenced(seat.number()));
      }
      if (!new PostgresSheet(prepared, sql).write(leaf)) {
        rollback();
        return new Commit.Conflicted();
      }
    } catch (SQLException fault) {
      end(fault);
      return refused(fault);
    }
    return confirm();
  }

  /// A connection that is lost here leaves open whether the server has committed.
  private Commit confirm() {
    try {
      writer.connection().commit();
      open = false;
      return new Commit.Done();
    } catch (SQLException fault) {
      end(fault);
      return PostgresFaults.isLost(fault)
          ? new Commit.Unknown(Faults.doubtful(address.toString(), fault))
          : refused(fault);
    }
  }

  private Commit refused(SQLException fault) {
    if (PostgresFaults.isRace(fault)) {
      return new Commit.Conflicted();
    }
    return PostgresFaults.isUngated(fault)
        ? Commit.Refused.ungated()
        : new Commit.Refused(PostgresFaults.diagnose(address, fault));
  }

  private void end(SQLException fault) {
    if (PostgresFaults.isLost(fault)) {
      open = false;
      writer.lose(fault);
    } else {
      rollback();
    }
  }

  private void rollback() {
    if (open) {
      open = false;
      writer.rollback();
    }
  }

  @Override
  public void close() {
    rollback();
  }
}
