package dev.holdfast.store;

import dev.holdfast.ledger.ReaderContract;
import dev.holdfast.ledger.Shelf;

final class SqliteReaderTest extends ReaderContract {
  @Override
  protected Shelf shelf() {
    return new SqliteShelf();
  }
}
