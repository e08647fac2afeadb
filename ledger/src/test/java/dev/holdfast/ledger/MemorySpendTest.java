package dev.holdfast.ledger;

final class MemorySpendTest extends SpendContract {
  @Override
  protected Shelf shelf() {
    return new MemoryShelf();
  }
}
