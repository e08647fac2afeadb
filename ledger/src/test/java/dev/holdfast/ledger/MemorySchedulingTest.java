package dev.holdfast.ledger;

final class MemorySchedulingTest extends SchedulingContract {
  @Override
  protected Shelf shelf() {
    return new MemoryShelf();
  }
}
