package dev.holdfast.store;

import dev.holdfast.ledger.Shelf;
import dev.holdfast.ledger.ViabilityContract;

final class PostgresViabilityTest extends ViabilityContract {
  @Override
  protected Shelf shelf() {
    return new PostgresShelf();
  }
}
