package dev.holdfast.store;

import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.LedgerUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Brings a database's tables to this program's version: numbered scripts, each once, each in its
/// own transaction, each with the checksum of its text.
final class Migrations {
  private static final List<String> NAMES =
      List.of("0001-spine", "0002-scheduling", "0003-models", "0004-names", "0005-receipts");

  private final Dialect dialect;
  private final String where;

  Migrations(Dialect dialect, String where) {
    this.dialect = dialect;
    this.where = where;
  }

  /// @param connection with auto-commit off
  void run(Connection connection) throws SQLException {
    var applied = applied(connection);
    if (!applied.isEmpty() && applied.lastKey() > NAMES.size()) {
      throw new LedgerUnavailable(Faults.newer(where, applied.lastKey(), NAMES.size()));
    }
    for (int number = 1; number <= NAMES.size(); number++) {
      apply(connection, number, applied);
    }
  }

  private void apply(Connection connection, int number, Map<Integer, String> applied)
      throws SQLException {
    var name = NAMES.get(number - 1);
    var script = Sql.resource(dialect.folder() + name + ".sql");
    var sha256 = Codec.hash(script);
    var known = applied.get(number);
    if (known != null && !known.equals(sha256)) {
      throw new LedgerUnavailable(Faults.altered(where, name));
    }
    if (known == null) {
      try (var statement = connection.createStatement()) {
        statement.executeUpdate(script);
      }
      try (var insert =
          connection.prepareStatement(
              "INSERT INTO migration (number, name, sha256) VALUES (?, ?, ?)")) {
        insert.setInt(1, number);
        insert.setString(2, name);
        insert.setString(3, sha256);
        insert.executeUpdate();
      }
      connection.commit();
    }
  }

  private static SortedMap<Integer, String> applied(Connection connection) throws SQLException {
    var applied = new TreeMap<Integer, String>();
    try (var statement = connection.createStatement()) {
      statement.executeUpdate(
          "CREATE TABLE IF NOT EXISTS migration"
              + " (number INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL)");
      try (var results = statement.executeQuery("SELECT number, sha256 FROM migration")) {
        while (results.next()) {
          applied.put(results.getInt(1), results.getString(2));
        }
      }
    }
    return applied;
  }
}
