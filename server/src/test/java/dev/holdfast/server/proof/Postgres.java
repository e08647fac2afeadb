package dev.holdfast.server.proof;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;

/// A real PostgreSQL that is as careful as one in production: the embedded one's own defaults would
/// trade durability for speed.
public final class Postgres implements AutoCloseable {
  private final EmbeddedPostgres server;

  private Postgres(EmbeddedPostgres server) {
    this.server = server;
  }

  public static Postgres start() {
    try {
      return new Postgres(
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("full_page_writes", "on")
              .setServerConfig("max_connections", "100")
              .start());
    } catch (IOException notStarted) {
      throw new UncheckedIOException(notStarted);
    }
  }

  /// As it stands under `server.store`.
  public String url() {
    return url("127.0.0.1", server.getPort());
  }

  private static String url(String host, int port) {
    return "postgresql://postgres@" + host + ":" + port + "/postgres";
  }

  /// The same for servers that reach it by [Wires].
  String url(Wires wires) {
    return url(Wires.HOST, wires.port());
  }

  int port() {
    return server.getPort();
  }

  /// One statement, as an operator would type it.
  void execute(String statement) {
    try (var connection = server.getPostgresDatabase().getConnection();
        var typed = connection.createStatement()) {
      typed.execute(statement);
    } catch (SQLException refused) {
      throw new IllegalStateException(refused);
    }
  }

  /// Its clock says so much more to whoever connects from now on.
  public void ahead(Duration ahead) {
    execute(
        "CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS"
            + " 'SELECT pg_catalog.clock_timestamp() + interval ''%d s'''"
                .formatted(ahead.toSeconds()));
    execute("ALTER ROLE postgres SET search_path = public, pg_catalog");
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException unstoppable) {
      throw new UncheckedIOException(unstoppable);
    }
  }
}
