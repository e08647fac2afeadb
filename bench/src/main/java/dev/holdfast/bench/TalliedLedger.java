package dev.holdfast.bench;

import dev.holdfast.core.Finding;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Standing.Hands;
import dev.holdfast.core.StreamId;
import dev.holdfast.ledger.Commit;
import dev.holdfast.ledger.Hint;
import dev.holdfast.ledger.Leaf;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.Memory;
import dev.holdfast.ledger.Page;
import dev.holdfast.ledger.PolicyArchive;
import dev.holdfast.ledger.Reader;
import dev.holdfast.ledger.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// A ledger whose commits are counted and timed.
record TalliedLedger(Ledger ledger, Tally tally) implements Ledger {

  @Override
  public Page open() {
    return new TalliedPage(ledger.open(), tally);
  }

  @Override
  public Seat seat() {
    return ledger.seat();
  }

  @Override
  public Sharing sharing() {
    return ledger.sharing();
  }

  @Override
  public boolean holds(long entry, String hash) {
    return ledger.holds(entry, hash);
  }

  @Override
  public long reserve(int count) {
    return ledger.reserve(count);
  }

  @Override
  public long reserveNumbers(int count) {
    return ledger.reserveNumbers(count);
  }

  @Override
  public Reader reader() {
    return ledger.reader();
  }

  @Override
  public PolicyArchive archive() {
    return ledger.archive();
  }

  @Override
  public List<Finding> warnings() {
    return ledger.warnings();
  }

  @Override
  public void hint(Hint hint) {
    ledger.hint(hint);
  }

  @Override
  public void close() {
    ledger.close();
  }

  private record TalliedPage(Page page, Tally tally) implements Page {
    @Override
    public Instant now() {
      return page.now();
    }

    @Override
    public List<Row> rows(Collection<StreamId> ids) {
      return page.rows(ids);
    }

    @Override
    public List<Memory> memories(Collection<String> keyIds) {
      return page.memories(keyIds);
    }

    @Override
    public List<StreamId> ready(Kind kind, String lane, Hands hands, int max) {
      return page.ready(kind, lane, hands, max);
    }

    @Override
    public int leased(Kind kind, String lane) {
      return page.leased(kind, lane);
    }

    @Override
    public List<StreamId> due(int max) {
      return page.due(max);
    }

    @Override
    public Optional<Instant> nextDue() {
      return page.nextDue();
    }

    @Override
    public Commit commit(Leaf leaf) {
      long began = System.nanoTime();
      var commit = page.commit(leaf);
      tally.add(leaf, System.nanoTime() - began);
      return commit;
    }

    @Override
    public void close() {
      page.close();
    }
  }
}
