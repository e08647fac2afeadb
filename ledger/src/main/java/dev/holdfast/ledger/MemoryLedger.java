package dev.holdfast.ledger;

import dev.holdfast.core.Finding;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.scheduling.Slot;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// A ledger that is gone with its process: for rehearsals and tests. It keeps the same encoded
/// texts and refuses the same things as the stores do.
public final class MemoryLedger implements Ledger {
  private static final int DESK = 1;

  private final MemoryTables tables;
  private final InstantSource clock;
  private final AtomicLong nextKey;
  private final AtomicLong nextNumber;
  private final MemoryArchive archive;

  public MemoryLedger(InstantSource clock) {
    this(new MemoryTables(), clock);
  }

  MemoryLedger(MemoryTables tables, InstantSource clock) {
    this(
        tables,
        clock,
        new AtomicLong(StreamId.STRIDE),
        new AtomicLong(1),
        new MemoryArchive(clock));
  }

  private MemoryLedger(
      MemoryTables tables,
      InstantSource clock,
      AtomicLong nextKey,
      AtomicLong nextNumber,
      MemoryArchive archive) {
    this.tables = tables;
    this.clock = clock;
    this.nextKey = nextKey;
    this.nextNumber = nextNumber;
    this.archive = archive;
  }

  /// The same content as a process would find it that starts after this one has ended.
  public MemoryLedger reopened() {
    return new MemoryLedger(tables, clock, nextKey, nextNumber, archive);
  }

  @Override
  public Seat seat() {
    return tables
        .lastEntry(DESK)
        .map(last -> new Seat(DESK, last.id(), last.hash()))
        .orElse(new Seat(DESK, 0, SealedEntry.GENESIS));
  }

  @Override
  public Sharing sharing() {
    return Sharing.SOLE;
  }

  @Override
  public Page open() {
    return new MemoryPage(tables, clock.instant().truncatedTo(ChronoUnit.MICROS));
  }

  @Override
  public boolean holds(long entry, String hash) {
    return tables.entry(entry).filter(sealed -> sealed.hash().equals(hash)).isPresent();
  }

  @Override
  public long reserve(int count) {
    return nextKey.getAndAdd(count * StreamId.STRIDE);
  }

  @Override
  public long reserveNumbers(int count) {
    return nextNumber.getAndUpdate(next -> {
      if (next + count - 1 > Slot.JOBS_MAX) {
        throw LedgerUnavailable.outOfNumbers();
      }
      return next + count;
    });
  }

  @Override
  public Reader reader() {
    return new MemoryReader(tables);
  }

  @Override
  public PolicyArchive archive() {
    return archive;
  }

  @Override
  public List<Finding> warnings() {
    return List.of(new Finding("store", "everything is kept in memory and lost with the process"));
  }

  /// There is no other process.
  @Override
  public void hint(Hint hint) {}

  @Override
  public void close() {}
}
