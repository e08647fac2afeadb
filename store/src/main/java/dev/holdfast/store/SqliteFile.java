package dev.holdfast.store;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.ledger.LedgerUnavailable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import org.sqlite.SQLiteConfig;

/// The file that holds the ledger, and the settings under which a commit is a promise.
final class SqliteFile {
  private static final int BUSY_MILLIS = 50;

  /// So many pages (64 MB) that what is written again meanwhile is copied once: the pages of many
  /// jobs lie scattered, and after a short log nearly every commit would copy.
  private static final int CHECKPOINT_PAGES = 16_000;

  private static final int CACHE_KIB = 65_536;

  /// What a commit means; read back, because SQLite ignores what it cannot do.
  private static final Map<String, String> PROMISED =
      Map.of(
          "journal_mode", "wal",
          "synchronous", "2",
          "foreign_keys", "1",
          "wal_autocheckpoint", String.valueOf(CHECKPOINT_PAGES));

  private final Path path;

  SqliteFile(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  /// Sets up the file where it is new and brings its tables up to date.
  void prepare() {
    try (var connection = writable()) {
      connection.setAutoCommit(false);
      new Migrations(Dialect.SQLITE, path.toString()).run(connection);
      connection.commit();
    } catch (SQLException unusable) {
      throw new LedgerUnavailable(diagnose(unusable), unusable);
    }
  }

  /// A connection that writes, with every setting read back.
  Connection writable() throws SQLException {
    var config = config();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setPragma(
        SQLiteConfig.Pragma.JOURNAL_SIZE_LIMIT, String.valueOf(CHECKPOINT_PAGES * 4096L));
    var connection = config.createConnection("jdbc:sqlite:" + path);
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
      for (var promised : PROMISED.entrySet()) {
        check(connection, promised.getKey(), promised.getValue());
      }
      return connection;
    } catch (SQLException | LedgerUnavailable unusable) {
      connection.close();
      throw unusable;
    }
  }

  /// A connection that only reads.
  Connection readable() throws SQLException {
    var config = config();
    config.setReadOnly(true);
    return config.createConnection("jdbc:sqlite:" + path);
  }

  private static SQLiteConfig config() {
    var config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setCacheSize(-CACHE_KIB);
    config.setGetGeneratedKeys(false);
    return config;
  }

  private void check(Connection connection, String setting, String expected) throws SQLException {
    try (var statement = connection.createStatement();
        var results = statement.executeQuery("PRAGMA " + setting)) {
      var found = results.next() ? results.getString(1).toLowerCase(Locale.ROOT) : "nothing";
      if (!found.equals(expected)) {
        throw new LedgerUnavailable(
            Faults.unsafe(
                path.toString(),
                "%s is %s, not %s".formatted(setting, found, expected),
                "Put the data folder on a local file system that supports locks and shared"
                    + " memory."));
      }
    }
  }

  Diagnostic diagnose(SQLException fault) {
    return SqliteFaults.isFull(fault)
        ? Faults.full(path.toString(), fault)
        : Faults.failing(path.toString(), fault);
  }
}
