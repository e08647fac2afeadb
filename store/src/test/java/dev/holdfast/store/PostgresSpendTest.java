package dev.holdfast.store;

import dev.holdfast.ledger.Shelf;
import dev.holdfast.ledger.SpendContract;

final class PostgresSpendTest extends SpendContract {
  @Override
  protected Shelf shelf() {
    return new PostgresShelf();
  }
}
