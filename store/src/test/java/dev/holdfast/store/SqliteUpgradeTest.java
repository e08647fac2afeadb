package dev.holdfast.store;

import dev.holdfast.ledger.Shelf;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;

final class SqliteUpgradeTest extends UpgradeContract {
  private final SqliteShelf shelf = new SqliteShelf();

  @AfterEach
  void remove() {
    shelf.close();
  }

  @Override
  Shelf shelf() {
    return shelf;
  }

  @Override
  Connection foreign() throws SQLException {
    return shelf.foreign();
  }

  @Override
  Dialect dialect() {
    return Dialect.SQLITE;
  }
}
