package dev.holdfast.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/// One real server for all tests of this process, as durable as one in production.
final class PostgresServer {
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static final EmbeddedPostgres SERVER = start();

  private PostgresServer() {}

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder()
          .setServerConfig("fsync", "on")
          .setServerConfig("synchronous_commit", "on")
          .setServerConfig("full_page_writes", "on")
          .setServerConfig("max_connections", "100")
          .start();
    } catch (IOException unusable) {
      throw new UncheckedIOException(unusable);
    }
  }

  /// A new, empty database: `user@host:port/name`, to be put behind a scheme.
  static String database() {
    var name = "holdfast_" + DATABASES.incrementAndGet();
    try (var connection = connect("postgres");
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException refused) {
      throw new IllegalStateException(refused);
    }
    return name;
  }

  static void drop(String name) {
    try (var connection = connect("postgres");
        var statement = connection.createStatement()) {
      statement.execute("DROP DATABASE " + name + " WITH (FORCE)");
    } catch (SQLException refused) {
      throw new IllegalStateException(refused);
    }
  }

  static String url(String name) {
    return "postgresql://postgres@127.0.0.1:" + SERVER.getPort() + "/" + name;
  }

  static Connection connect(String name) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + SERVER.getPort() + "/" + name + "?user=postgres");
  }
}
