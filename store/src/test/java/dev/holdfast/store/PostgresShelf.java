package dev.holdfast.store;

import dev.holdfast.ledger.Hint;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.Shelf;
import dev.holdfast.ledger.Written;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.function.Consumer;

/// A database of its own for each test.
final class PostgresShelf implements Shelf {
  private final String name = PostgresServer.database();

  String url() {
    return PostgresServer.url(name);
  }

  @Override
  public Ledger open() {
    return open(url(), _ -> {});
  }

  Ledger open(String url, Consumer<Hint> hints) {
    return Stores.open(new Stores.Opening(url, Path.of("unused"), InstantSource.system(), hints));
  }

  /// As any other program would open the database.
  Connection foreign() throws SQLException {
    return PostgresServer.connect(name);
  }

  @Override
  public void plant(Written stream) {
    var proof = stream.standing().proof().orElseThrow();
    try (var connection = foreign();
        var statement = connection.createStatement()) {
      statement.execute("ALTER TABLE delivery DROP CONSTRAINT delivery_needs_a_verdict");
      statement.execute(
          "INSERT INTO delivery (key, version, entry, status, parent, state, task, output_sha256,"
              + " origin)"
              + " VALUES (%d, 1, 1, '%s', 0, '%s', %d, '%s', 'output')"
                  .formatted(
                      stream.id().key(),
                      stream.standing().status(),
                      stream.state(),
                      proof.task(),
                      proof.sha256()));
    } catch (SQLException refused) {
      throw new IllegalStateException(refused);
    }
  }

  @Override
  public void close() {
    PostgresServer.drop(name);
  }
}
