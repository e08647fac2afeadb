package dev.holdfast.bench;

import dev.holdfast.ledger.Hint;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.MemoryLedger;
import dev.holdfast.store.Stores;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.function.Consumer;

/// An empty store of the bench's own, gone when the bench is over.
sealed interface Place extends AutoCloseable {
  /// Takes a seat at the ledger; whoever takes it closes it.
  Ledger ledger(Consumer<Hint> hints);

  /// A plain connection to a second, empty store of the same kind, as durable as the ledger's.
  Connection bare() throws SQLException;

  @Override
  void close() throws SQLException;

  static Place of(Settings settings) throws SQLException {
    return switch (settings.storeName()) {
      case "memory" -> new Memory();
      case "sqlite" -> new Sqlite(Folders.fresh());
      default -> Postgres.at(settings.store());
    };
  }

  /// Nothing is written anywhere: what the desk itself costs.
  record Memory() implements Place {
    @Override
    public Ledger ledger(Consumer<Hint> hints) {
      return new MemoryLedger(Clock.systemUTC());
    }

    @Override
    public Connection bare() throws SQLException {
      return DriverManager.getConnection("jdbc:sqlite::memory:");
    }

    @Override
    public void close() {}
  }

  /// A file in a folder of its own, below the folder for temporary files.
  record Sqlite(Path folder) implements Place {
    @Override
    public Ledger ledger(Consumer<Hint> hints) {
      return Stores.open(new Stores.Opening("sqlite", folder, Clock.systemUTC(), hints));
    }

    @Override
    public Connection bare() throws SQLException {
      var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("bare.db"));
      try (var statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode = wal");
        statement.execute("PRAGMA synchronous = full");
        statement.execute("PRAGMA wal_autocheckpoint = 16000");
        statement.execute("PRAGMA cache_size = -65536");
      }
      return connection;
    }

    @Override
    public void close() {
      Folders.remove(folder);
    }
  }

  /// Two databases of its own, beside the one that the URL names.
  record Postgres(String server, Path folder, String name) implements Place {
    private static final String BARE = "_bare";

    static Postgres at(String server) throws SQLException {
      var name = "holdfast_bench_" + ProcessHandle.current().pid();
      var place = new Postgres(server, Folders.fresh(), name);
      place.drop();
      place.administer("CREATE DATABASE " + name);
      place.administer("CREATE DATABASE " + name + BARE);
      return place;
    }

    @Override
    public Ledger ledger(Consumer<Hint> hints) {
      return Stores.open(new Stores.Opening(url(name), folder, Clock.systemUTC(), hints));
    }

    @Override
    public Connection bare() throws SQLException {
      return connect(url(name + BARE));
    }

    /// The server's URL with another database in it.
    private String url(String database) {
      return server.replaceFirst("(://[^/]+/)[^?]*", "$1" + database);
    }

    private static Connection connect(String url) throws SQLException {
      return DriverManager.getConnection(PostgresUrl.jdbc(url));
    }

    private void administer(String statement) throws SQLException {
      try (var connection = connect(server);
          var execution = connection.createStatement()) {
        execution.execute(statement);
      }
    }

    private void drop() throws SQLException {
      administer("DROP DATABASE IF EXISTS " + name);
      administer("DROP DATABASE IF EXISTS " + name + BARE);
    }

    @Override
    public void close() throws SQLException {
      drop();
      Folders.remove(folder);
    }
  }
}
