package dev.holdfast.store;

import dev.holdfast.ledger.LedgerContract;
import dev.holdfast.ledger.Shelf;

final class PostgresLedgerTest extends LedgerContract {
  @Override
  protected Shelf shelf() {
    return new PostgresShelf();
  }
}
