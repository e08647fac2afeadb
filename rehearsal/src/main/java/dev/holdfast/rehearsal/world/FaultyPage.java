package dev.holdfast.rehearsal.world;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Standing.Hands;
import dev.holdfast.core.StreamId;
import dev.holdfast.ledger.Commit;
import dev.holdfast.ledger.Leaf;
import dev.holdfast.ledger.Memory;
import dev.holdfast.ledger.Page;
import dev.holdfast.ledger.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// A transaction whose end may be refused, or never be known.
final class FaultyPage implements Page {
  private static final int ONE_IN = 60;

  private final Page kept;
  private final Faults faults;

  FaultyPage(Page kept, Faults faults) {
    this.kept = kept;
    this.faults = faults;
  }

  @Override
  public Commit commit(Leaf leaf) {
    faults.point("before commit");
    if (faults.happens("commit refused", ONE_IN)) {
      return new Commit.Refused(Faults.STORE);
    }
    if (faults.happens("commit lost, outcome unknown", ONE_IN)) {
      return new Commit.Unknown(Faults.STORE);
    }
    var done = kept.commit(leaf);
    faults.point("after commit");
    return faults.happens("commit made, outcome unknown", ONE_IN)
        ? new Commit.Unknown(Faults.STORE)
        : done;
  }

  @Override
  public Instant now() {
    return kept.now();
  }

  @Override
  public List<Row> rows(Collection<StreamId> ids) {
    return kept.rows(ids);
  }

  @Override
  public List<Memory> memories(Collection<String> keyIds) {
    return kept.memories(keyIds);
  }

  @Override
  public List<StreamId> ready(Kind kind, String lane, Hands hands, int max) {
    return kept.ready(kind, lane, hands, max);
  }

  @Override
  public int leased(Kind kind, String lane) {
    return kept.leased(kind, lane);
  }

  @Override
  public List<StreamId> due(int max) {
    return kept.due(max);
  }

  @Override
  public Optional<Instant> nextDue() {
    return kept.nextDue();
  }

  @Override
  public void close() {
    kept.close();
  }
}
