package dev.holdfast.store;

import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.Reader;
import dev.holdfast.ledger.Row;
import dev.holdfast.ledger.SealedEntry;
import dev.holdfast.ledger.SpendQuery;
import dev.holdfast.ledger.SpendRow;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Answers from a database.
final class JdbcReader implements Reader {
  private final Sql sql;
  private final Asking asking;

  JdbcReader(Sql sql, Asking asking) {
    this.sql = sql;
    this.asking = asking;
  }

  @Override
  public Optional<Row> row(StreamId id) {
    return rows(List.of(id)).stream().findFirst();
  }

  @Override
  public List<Row> rows(Collection<StreamId> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return asking.ask(prepared -> {
      var rows = new ArrayList<Row>(ids.size());
      for (var group : byKind(ids).entrySet()) {
        var text = sql.text("reader/rows", group.getKey());
        rows.addAll(readRows(group.getKey(), prepared.bound(text, array(group.getValue()))));
      }
      return rows;
    });
  }

  static Map<Kind, List<Long>> byKind(Collection<StreamId> ids) {
    return ids.stream()
        .collect(
            Collectors.groupingBy(
                StreamId::kind,
                () -> new EnumMap<>(Kind.class),
                Collectors.mapping(StreamId::key, Collectors.toList())));
  }

  /// Numbers as a JSON array, which both databases take apart.
  static String array(List<Long> keys) {
    return keys.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
  }

  static List<Row> readRows(Kind kind, PreparedStatement statement) throws SQLException {
    var rows = new ArrayList<Row>();
    try (var results = statement.executeQuery()) {
      while (results.next()) {
        rows.add(
            new Row(
                new StreamId(kind, results.getLong(1)),
                results.getLong(2),
                results.getLong(3),
                results.getString(4)));
      }
    }
    return rows;
  }

  @Override
  public List<Row> list(Query query) {
    return asking.ask(prepared -> readRows(query.kind(), listing(prepared, query)));
  }

  private PreparedStatement listing(Prepared prepared, Query query) throws SQLException {
    if (query.parent() != 0 && query.kind() == Kind.INSTANT) {
      return prepared.bound(
          sql.text("reader/list-children", query.kind()),
          query.parent(),
          query.status(),
          query.status(),
          query.before(),
          query.limit());
    }
    if (query.parent() != 0) {
      long parent = query.parent();
      return prepared.bound(
          sql.text("reader/list-parent", query.kind()),
          parent,
          parent,
          parent,
          query.status(),
          query.status(),
          query.before(),
          query.limit());
    }
    return query.status().isEmpty()
        ? prepared.bound(sql.text("reader/list", query.kind()), query.before(), query.limit())
        : prepared.bound(
            sql.text("reader/list-status", query.kind()),
            query.status(),
            query.before(),
            query.limit());
  }

  @Override
  public List<Row> named(Named query) {
    return asking.ask(prepared ->
        readRows(
            Kind.JOB,
            query.status().isEmpty()
                ? prepared.bound(sql.text("reader/list-named"), query.after(), query.limit())
                : prepared.bound(
                    sql.text("reader/list-named-status"),
                    query.status(),
                    query.after(),
                    query.limit())));
  }

  @Override
  public Map<StreamId, List<Mark>> marks(Collection<StreamId> jobs, int each) {
    return jobs.isEmpty()
        ? Map.of()
        : asking.ask(prepared -> Marks.read(prepared, sql, jobs, each));
  }

  @Override
  public Map<String, Long> counts(Kind kind) {
    return asking.ask(prepared -> {
      var counts = new TreeMap<String, Long>();
      try (var results = prepared.statement(sql.text("reader/counts", kind)).executeQuery()) {
        while (results.next()) {
          counts.put(results.getString(1), results.getLong(2));
        }
      }
      return counts;
    });
  }

  /// One statement, because each has its own moment.
  @Override
  public Map<Kind, Map<String, Long>> weights(Set<Kind> kinds) {
    var weights = new EnumMap<Kind, Map<String, Long>>(Kind.class);
    kinds.forEach(kind -> weights.put(kind, new TreeMap<>()));
    var text =
        kinds.stream().sorted().map(this::weighing).collect(Collectors.joining("\nUNION ALL\n"));
    return asking.ask(prepared -> {
      try (var results = prepared.statement(text).executeQuery()) {
        while (results.next()) {
          Objects.requireNonNull(weights.get(Codec.kind(results.getString(1))))
              .put(results.getString(2), results.getLong(3));
        }
      }
      return weights;
    });
  }

  private String weighing(Kind kind) {
    return sql.text(Shape.of(kind).isWeighed() ? "reader/weights" : "reader/weights-of-one", kind);
  }

  @Override
  public long waiting(Kind kind, String lane) {
    return asking.ask(prepared -> number(prepared.bound(sql.text("reader/waiting", kind), lane)));
  }

  @Override
  public Map<String, Queued> queues(Kind kind) {
    if (!Shape.of(kind).isQueued()) {
      return Map.of();
    }
    return asking.ask(prepared -> {
      var queues = new TreeMap<String, Queued>();
      try (var results = prepared.statement(sql.text("reader/queues", kind)).executeQuery()) {
        while (results.next()) {
          var since = Micros.instant(results.getLong(3));
          queues.put(results.getString(1), new Queued(results.getLong(2), since));
        }
      }
      return queues;
    });
  }

  static long number(PreparedStatement statement) throws SQLException {
    try (var results = statement.executeQuery()) {
      return results.next() ? results.getLong(1) : 0;
    }
  }

  @Override
  public Optional<SealedEntry> entry(long id) {
    return asking
        .ask(prepared -> readEntries(prepared.bound(sql.text("reader/entry"), id)))
        .stream()
        .findFirst();
  }

  @Override
  public List<SealedEntry> entries(long after, int limit) {
    return asking.ask(
        prepared -> readEntries(prepared.bound(sql.text("reader/entries"), after, limit)));
  }

  private static List<SealedEntry> readEntries(PreparedStatement statement) throws SQLException {
    var entries = new ArrayList<SealedEntry>();
    try (var results = statement.executeQuery()) {
      while (results.next()) {
        entries.add(readEntry(results));
      }
    }
    return entries;
  }

  private static SealedEntry readEntry(ResultSet results) throws SQLException {
    return new SealedEntry(
        results.getLong(1),
        Micros.instant(results.getLong(2)),
        results.getString(3),
        results.getString(4));
  }

  @Override
  public List<Integer> desks() {
    return asking.ask(prepared -> {
      var desks = new ArrayList<Integer>();
      try (var results = prepared.statement(sql.text("reader/desks")).executeQuery()) {
        while (results.next()) {
          desks.add(results.getInt(1));
        }
      }
      return desks;
    });
  }

  @Override
  public Optional<Instant> earliestDue(Kind kind) {
    if (!Shape.of(kind).isEverDue()) {
      return Optional.empty();
    }
    return asking.ask(prepared -> time(prepared.statement(sql.text("reader/earliest-due", kind))));
  }

  /// A moment, if there is one.
  static Optional<Instant> time(PreparedStatement statement) throws SQLException {
    try (var results = statement.executeQuery()) {
      results.next();
      long micros = results.getLong(1);
      return results.wasNull() ? Optional.empty() : Optional.of(Micros.instant(micros));
    }
  }

  @Override
  public List<SpendRow> spend(SpendQuery query) {
    return asking.ask(prepared -> SpendRows.read(prepared, sql, query));
  }

  @Override
  public Receipts receipts() {
    return asking.ask(prepared -> {
      try (var results = prepared.statement(sql.text("reader/receipts")).executeQuery()) {
        results.next();
        return new Receipts(results.getLong(1), results.getLong(2));
      }
    });
  }

  @Override
  public long breaches(Law law) {
    var name = "reader/" + law.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return asking.ask(prepared -> number(prepared.statement(sql.text(name))));
  }
}
