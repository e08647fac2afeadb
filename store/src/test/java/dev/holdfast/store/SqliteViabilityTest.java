package dev.holdfast.store;

import dev.holdfast.ledger.Shelf;
import dev.holdfast.ledger.ViabilityContract;

final class SqliteViabilityTest extends ViabilityContract {
  @Override
  protected Shelf shelf() {
    return new SqliteShelf();
  }
}
