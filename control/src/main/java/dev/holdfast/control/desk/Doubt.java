package dev.holdfast.control.desk;

import dev.holdfast.ledger.Commit;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.LedgerUnavailable;
import dev.holdfast.ledger.SealedEntry;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Resolves a commit that nobody could confirm, by reading whether its last entry is there. Nothing
/// else is entered before that is known, because everything after it would stand on a guess.
final class Doubt {
  private static final Logger LOG = LoggerFactory.getLogger(Doubt.class);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Ledger ledger;

  Doubt(Ledger ledger) {
    this.ledger = ledger;
  }

  /// Done or Conflicted (which means: decide it again). Waits for the store as long as it takes, or
  /// until the thread is told to stop.
  Commit resolve(SealedEntry last) {
    while (true) {
      try {
        boolean there = ledger.holds(last.id(), last.hash());
        LOG.atWarn()
            .setMessage("commit.resolved")
            .addKeyValue("entry", last.id())
            .addKeyValue("outcome", there ? "committed" : "not committed")
            .log();
        return there ? new Commit.Done() : new Commit.Conflicted();
      } catch (LedgerUnavailable unavailable) {
        if (Thread.currentThread().isInterrupted()) {
          return new Commit.Unknown(unavailable.diagnostic());
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }
}
