package dev.holdfast.store;

import dev.holdfast.ledger.SchedulingContract;
import dev.holdfast.ledger.Shelf;

final class PostgresSchedulingTest extends SchedulingContract {
  @Override
  protected Shelf shelf() {
    return new PostgresShelf();
  }
}
