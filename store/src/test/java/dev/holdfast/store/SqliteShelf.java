package dev.holdfast.store;

import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.Shelf;
import dev.holdfast.ledger.Written;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Comparator;

/// A folder of its own for each test.
final class SqliteShelf implements Shelf {
  private final Path folder;

  SqliteShelf() {
    try {
      folder = Files.createTempDirectory("holdfast-store");
    } catch (IOException unusable) {
      throw new UncheckedIOException(unusable);
    }
  }

  Path folder() {
    return folder;
  }

  @Override
  public Ledger open() {
    return Stores.open(new Stores.Opening("sqlite", folder, InstantSource.system(), _ -> {}));
  }

  /// As any other program would open the file.
  Connection foreign() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("holdfast.db"));
  }

  @Override
  public void plant(Written stream) {
    var proof = stream.standing().proof().orElseThrow();
    try (var connection = foreign();
        var statement = connection.createStatement()) {
      statement.execute("DROP TRIGGER delivery_needs_a_verdict");
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
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException unusable) {
      throw new UncheckedIOException(unusable);
    }
  }
}
