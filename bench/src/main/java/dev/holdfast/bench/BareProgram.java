package dev.holdfast.bench;

import dev.holdfast.core.Kind;
import dev.holdfast.ledger.SealedEntry;
import dev.holdfast.ledger.Written;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The least that could do: writes the same numbers of the same rows in the same number of commits,
/// encodes them as JSON and chains the entries, with plain prepared statements, and decides
/// nothing.
final class BareProgram implements AutoCloseable {
  private static final JsonMapper MAPPER = new JsonMapper();
  private final Connection connection;
  private final Map<Kind, Table> tables = new EnumMap<>(Kind.class);
  private final PreparedStatement entry;
  private final PreparedStatement verdict;
  private final PreparedStatement command;
  private String hash = SealedEntry.GENESIS;
  private long entryId;
  private long verdictKey;
  private long commandKey;

  BareProgram(Connection connection) throws SQLException {
    this.connection = connection;
    create(
        "CREATE TABLE entry (id BIGINT PRIMARY KEY, at BIGINT, body TEXT, hash TEXT)",
        "CREATE TABLE verdict (task BIGINT, output_sha256 TEXT, entry BIGINT,"
            + " PRIMARY KEY (task, output_sha256))",
        "CREATE TABLE command (id TEXT PRIMARY KEY, body TEXT, entry BIGINT)");
    for (var kind : Kind.values()) {
      createTable(kind.word());
    }
    connection.setAutoCommit(false);
    this.entry = connection.prepareStatement("INSERT INTO entry VALUES (?, ?, ?, ?)");
    this.verdict = connection.prepareStatement("INSERT INTO verdict VALUES (?, ?, ?)");
    this.command = connection.prepareStatement("INSERT INTO command VALUES (?, ?, ?)");
    for (var kind : Kind.values()) {
      tables.put(kind, new Table(connection, kind.word()));
    }
  }

  private void createTable(String name) throws SQLException {
    create(
        """
        CREATE TABLE %s (key BIGINT PRIMARY KEY, version BIGINT, entry BIGINT, status TEXT,
          lane TEXT, hands TEXT, place TEXT, priority INT, due_at BIGINT, parent BIGINT, state TEXT)
        """
            .formatted(name),
        "CREATE INDEX %s_ready ON %s (lane, hands, priority, key) WHERE place = 'ready'"
            .formatted(name, name),
        "CREATE INDEX %s_due ON %s (due_at) WHERE due_at IS NOT NULL".formatted(name, name));
  }

  private void create(String... statements) throws SQLException {
    for (var sql : statements) {
      try (var statement = connection.createStatement()) {
        statement.execute(sql.replace("key BIGINT PRIMARY KEY", "key INTEGER PRIMARY KEY"));
      }
    }
  }

  /// Returns how long it took, in nanoseconds.
  long write(Tally tally) throws SQLException {
    var plans = new java.util.ArrayList<Plan>();
    tally.inserted().forEach((kind, rows) -> plans.add(new Plan(kind, true, rows)));
    tally.updated().forEach((kind, rows) -> plans.add(new Plan(kind, false, rows)));
    var entries = tally.entrySamples().stream().map(sample -> read(sample.body())).toList();
    long commits = tally.commits();
    long began = System.nanoTime();
    for (long commit = 0; commit < commits; commit++) {
      for (long i = share(tally.entries(), commit, commits); i > 0; i--) {
        enter(entries.get((int) (entryId % entries.size())));
      }
      for (long i = share(tally.verdicts(), commit, commits); i > 0; i--) {
        pass();
      }
      for (long i = share(tally.memories(), commit, commits); i > 0; i--) {
        remember();
      }
      for (var plan : plans) {
        write(plan, share(plan.rows().count(), commit, commits));
      }
      connection.commit();
    }
    return System.nanoTime() - began;
  }

  private static long share(long all, long commit, long commits) {
    return all * (commit + 1) / commits - all * commit / commits;
  }

  private static JsonNode read(String text) {
    return MAPPER.readTree(text);
  }

  private void enter(JsonNode body) throws SQLException {
    var text = MAPPER.writeValueAsString(body);
    hash = chained(hash, text);
    entryId++;
    entry.setLong(1, entryId);
    entry.setLong(2, 0);
    entry.setString(3, text);
    entry.setString(4, hash);
    entry.addBatch();
  }

  private void pass() throws SQLException {
    verdictKey++;
    verdict.setLong(1, verdictKey);
    verdict.setString(2, hash);
    verdict.setLong(3, entryId);
    verdict.addBatch();
  }

  private void remember() throws SQLException {
    commandKey++;
    command.setString(1, chained("key", String.valueOf(commandKey)));
    command.setString(2, hash);
    command.setLong(3, entryId);
    command.addBatch();
  }

  private void write(Plan plan, long count) throws SQLException {
    entry.executeBatch();
    verdict.executeBatch();
    command.executeBatch();
    var table = tables.get(plan.kind());
    if (table == null) {
      throw new IllegalStateException("no table for " + plan.kind());
    }
    table.write(plan, count, entryId);
  }

  private static String chained(String before, String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(before.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /// Rows of one kind to write in one way: those of the samples, in turn.
  private record Plan(Kind kind, boolean isNew, List<Sample> samples, Tally.Rows rows) {
    Plan(Kind kind, boolean isNew, Tally.Rows rows) {
      this(kind, isNew, rows.samples().stream().map(Sample::of).toList(), rows);
    }
  }

  private record Sample(Written written, JsonNode state) {
    static Sample of(Written written) {
      return new Sample(written, read(written.state()));
    }
  }

  /// One table and the keys in it: updates go round them in order.
  private static final class Table {
    private final PreparedStatement insert;
    private final PreparedStatement update;
    private long inserted;
    private long updated;

    Table(Connection connection, String name) throws SQLException {
      this.insert =
          connection.prepareStatement(
              "INSERT INTO "
                  + name
                  + " (version, entry, status, lane, hands, place, priority, due_at, parent, state,"
                  + " key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
      this.update =
          connection.prepareStatement(
              "UPDATE "
                  + name
                  + " SET version = ?, entry = ?, status = ?, lane = ?, hands = ?, place = ?,"
                  + " priority = ?, due_at = ?, parent = ?, state = ? WHERE key = ?");
    }

    void write(Plan plan, long count, long entryId) throws SQLException {
      var statement = plan.isNew() ? insert : update;
      for (long i = 0; i < count; i++) {
        var sample = plan.samples().get((int) (i % plan.samples().size()));
        long key = plan.isNew() ? ++inserted : 1 + updated++ % Math.max(1, inserted);
        bind(statement, sample, entryId, key);
        statement.addBatch();
      }
      statement.executeBatch();
    }

    private static void bind(PreparedStatement statement, Sample sample, long entryId, long key)
        throws SQLException {
      var standing = sample.written().standing();
      statement.setLong(1, sample.written().version());
      statement.setLong(2, entryId);
      statement.setString(3, standing.status());
      statement.setString(4, standing.queue().map(queue -> queue.lane()).orElse(""));
      statement.setString(5, standing.queue().map(queue -> queue.hands().name()).orElse(""));
      statement.setString(
          6,
          standing
              .queue()
              .map(queue -> queue.place().name().toLowerCase(java.util.Locale.ROOT))
              .orElse(""));
      statement.setInt(7, standing.queue().map(queue -> queue.priority()).orElse(0));
      var due = standing.dueAt().map(Instant::toEpochMilli);
      statement.setObject(8, due.orElse(null));
      statement.setLong(9, standing.parent());
      statement.setString(10, MAPPER.writeValueAsString(sample.state()));
      statement.setLong(11, key);
    }
  }
}
