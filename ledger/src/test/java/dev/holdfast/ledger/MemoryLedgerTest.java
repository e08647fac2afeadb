package dev.holdfast.ledger;

final class MemoryLedgerTest extends LedgerContract {
  @Override
  protected Shelf shelf() {
    return new MemoryShelf();
  }
}
