package dev.holdfast.store;

import dev.holdfast.ledger.ReaderContract;
import dev.holdfast.ledger.Shelf;

final class PostgresReaderTest extends ReaderContract {
  @Override
  protected Shelf shelf() {
    return new PostgresShelf();
  }
}
