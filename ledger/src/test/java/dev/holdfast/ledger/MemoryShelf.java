package dev.holdfast.ledger;

import java.time.Instant;
import java.time.InstantSource;

final class MemoryShelf implements Shelf {
  private final MemoryTables tables = new MemoryTables();
  private final MemoryLedger ledger =
      new MemoryLedger(
          tables, InstantSource.fixed(Instant.parse("2026-03-29T01:30:00.123456789Z")));

  @Override
  public Ledger open() {
    return ledger.reopened();
  }

  @Override
  public void plant(Written stream) {
    tables.keep(stream);
  }

  @Override
  public void close() {}
}
