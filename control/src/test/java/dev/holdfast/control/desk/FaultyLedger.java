package dev.holdfast.control.desk;

import dev.holdfast.core.Diagnostic;
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
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// A ledger whose next commits end as the test says.
final class FaultyLedger implements Ledger {
  enum Fault {
    /// Written, but the answer is lost.
    ANSWER_LOST,
    /// Not written, and the answer is lost.
    WRITE_LOST,
    FULL,
    CONFLICT
  }

  static final Diagnostic DIAGNOSTIC = new Diagnostic("store-full", "c", "i", "n");
  private final Ledger real;
  private final AtomicLong opened = new AtomicLong();
  private final Deque<Fault> next = new ArrayDeque<>();

  FaultyLedger(Ledger real) {
    this.real = real;
  }

  synchronized void next(Fault... faults) {
    next.addAll(List.of(faults));
  }

  private synchronized Fault poll() {
    return next.poll();
  }

  @Override
  public Seat seat() {
    return real.seat();
  }

  @Override
  public Sharing sharing() {
    return real.sharing();
  }

  /// How many pages there were.
  long opened() {
    return opened.get();
  }

  @Override
  public Page open() {
    opened.incrementAndGet();
    return new FaultyPage(real.open());
  }

  @Override
  public boolean holds(long entry, String hash) {
    return real.holds(entry, hash);
  }

  @Override
  public long reserve(int count) {
    return real.reserve(count);
  }

  @Override
  public long reserveNumbers(int count) {
    return real.reserveNumbers(count);
  }

  @Override
  public Reader reader() {
    return real.reader();
  }

  @Override
  public PolicyArchive archive() {
    return real.archive();
  }

  @Override
  public List<Finding> warnings() {
    return real.warnings();
  }

  @Override
  public void hint(Hint hint) {
    real.hint(hint);
  }

  @Override
  public void close() {
    real.close();
  }

  private final class FaultyPage implements Page {
    private final Page page;

    FaultyPage(Page page) {
      this.page = page;
    }

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
      var fault = poll();
      if (fault == null) {
        return page.commit(leaf);
      }
      return switch (fault) {
        case ANSWER_LOST -> {
          page.commit(leaf);
          yield new Commit.Unknown(DIAGNOSTIC);
        }
        case WRITE_LOST -> new Commit.Unknown(DIAGNOSTIC);
        case FULL -> new Commit.Refused(DIAGNOSTIC);
        case CONFLICT -> new Commit.Conflicted();
      };
    }

    @Override
    public void close() {
      page.close();
    }
  }
}
