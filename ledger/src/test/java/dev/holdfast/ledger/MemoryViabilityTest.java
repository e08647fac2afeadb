package dev.holdfast.ledger;

final class MemoryViabilityTest extends ViabilityContract {
  @Override
  protected Shelf shelf() {
    return new MemoryShelf();
  }
}
