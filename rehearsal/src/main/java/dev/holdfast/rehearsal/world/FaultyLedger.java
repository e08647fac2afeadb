package dev.holdfast.rehearsal.world;

import dev.holdfast.core.Finding;
import dev.holdfast.ledger.Hint;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.LedgerUnavailable;
import dev.holdfast.ledger.Page;
import dev.holdfast.ledger.PolicyArchive;
import dev.holdfast.ledger.Reader;
import java.util.List;

/// The connection to the store, which breaks as the seed wants.
final class FaultyLedger implements Ledger {
  private static final int UNREACHABLE_ONE_IN = 300;

  private final Ledger kept;
  private final Faults faults;

  FaultyLedger(Ledger kept, Faults faults) {
    this.kept = kept;
    this.faults = faults;
  }

  @Override
  public Page open() {
    reach();
    return new FaultyPage(kept.open(), faults);
  }

  @Override
  public boolean holds(long entry, String hash) {
    reach();
    return kept.holds(entry, hash);
  }

  @Override
  public long reserve(int count) {
    reach();
    return kept.reserve(count);
  }

  @Override
  public long reserveNumbers(int count) {
    reach();
    return kept.reserveNumbers(count);
  }

  private void reach() {
    if (faults.happens("store unreachable", UNREACHABLE_ONE_IN)) {
      throw new LedgerUnavailable(Faults.STORE);
    }
  }

  @Override
  public Seat seat() {
    return kept.seat();
  }

  @Override
  public Sharing sharing() {
    return kept.sharing();
  }

  @Override
  public Reader reader() {
    return kept.reader();
  }

  @Override
  public PolicyArchive archive() {
    return kept.archive();
  }

  @Override
  public List<Finding> warnings() {
    return kept.warnings();
  }

  @Override
  public void hint(Hint hint) {
    kept.hint(hint);
  }

  @Override
  public void close() {
    kept.close();
  }
}
