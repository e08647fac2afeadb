package dev.holdfast.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.ledger.Ledger;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

final class SqliteGateTest extends GateContract {
  private final SqliteShelf shelf = new SqliteShelf();

  @Override
  Ledger open() {
    return shelf.open();
  }

  @Override
  Connection anyone() throws SQLException {
    var connection = shelf.foreign();
    try (var statement = connection.createStatement()) {
      // The worst guest: one that asks for no foreign keys.
      statement.execute("PRAGMA foreign_keys = off");
    }
    return connection;
  }

  @Override
  void remove() {
    shelf.close();
  }

  @Test
  void replacing_is_no_way_around() throws SQLException {
    var entry = ledger().reader().entries(0, 1).getFirst();
    try (var statement = connected().createStatement()) {
      assertThatThrownBy(() ->
              statement.executeUpdate(
                  "REPLACE INTO entry VALUES (%d, 1, '{}', '%s')"
                      .formatted(entry.id(), "0".repeat(64))))
          .hasMessageContaining("never replaced");
      assertThatThrownBy(() ->
              statement.executeUpdate(
                  "REPLACE INTO delivery (key, version, entry, status, parent, state, origin)"
                      + " VALUES (400, 1, 1, 'ready', 0, '{}', 'other')"))
          .hasMessageContaining("never replaced");
      statement.executeUpdate(
          "REPLACE INTO passing_verdict VALUES (400, '%s', 999)".formatted("ab".repeat(32)));
      try (var results = statement.executeQuery("SELECT entry FROM passing_verdict")) {
        assertThat(results.getLong(1)).isEqualTo(entry.id());
      }
    }
    assertThat(ledger().reader().entry(entry.id())).contains(entry);
  }
}
