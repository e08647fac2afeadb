package dev.holdfast.ledger;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Standing.Hands;
import dev.holdfast.core.StreamId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// A page of a ledger in memory. There is one desk, so that nothing has to be locked.
final class MemoryPage implements Page {
  private final MemoryTables tables;
  private final Instant now;

  MemoryPage(MemoryTables tables, Instant now) {
    this.tables = tables;
    this.now = now;
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public List<Row> rows(Collection<StreamId> ids) {
    return tables.rows(ids);
  }

  @Override
  public List<Memory> memories(Collection<String> keyIds) {
    return tables.memories(keyIds);
  }

  @Override
  public List<StreamId> ready(Kind kind, String lane, Hands hands, int max) {
    return tables.ready(new MemoryTables.Line(kind, lane, hands), max);
  }

  @Override
  public int leased(Kind kind, String lane) {
    return tables.leased(new Hint.Lane(kind, lane));
  }

  @Override
  public List<StreamId> due(int max) {
    return tables.due(now, max);
  }

  @Override
  public Optional<Instant> nextDue() {
    return tables.nextDue(now);
  }

  @Override
  public Commit commit(Leaf leaf) {
    return tables.enter(leaf);
  }

  @Override
  public void close() {}
}
