package dev.holdfast.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.ledger.Ledger;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

final class PostgresGateTest extends GateContract {
  private final PostgresShelf shelf = new PostgresShelf();

  @Override
  Ledger open() {
    return shelf.open();
  }

  @Override
  Connection anyone() throws SQLException {
    return shelf.foreign();
  }

  @Override
  void remove() {
    shelf.close();
  }

  @Test
  void emptying_is_no_way_around() throws SQLException {
    try (var statement = connected().createStatement()) {
      assertThatThrownBy(() -> statement.executeUpdate("TRUNCATE entry"))
          .hasMessageContaining("holdfast: ");
      assertThatThrownBy(() -> statement.executeUpdate("TRUNCATE passing_verdict CASCADE"))
          .hasMessageContaining("holdfast: ");
    }
  }
}
