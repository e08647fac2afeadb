package dev.holdfast.ledger;

final class MemoryReaderTest extends ReaderContract {
  @Override
  protected Shelf shelf() {
    return new MemoryShelf();
  }
}
