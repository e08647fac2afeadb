package dev.holdfast.ledger;

import dev.holdfast.core.Finding;
import java.util.List;

/// What has happened, kept. One desk writes through it, page by page, from one thread.
public interface Ledger extends AutoCloseable {
  /// The seat that this process took when it opened the ledger.
  Seat seat();

  /// Whether other desks may write to the same streams.
  Sharing sharing();

  /// Begins a page.
  ///
  /// @throws LedgerUnavailable when the store cannot be reached or read
  Page open();

  /// Whether the entry with this id and hash is there: how an unknown commit is resolved.
  ///
  /// @throws LedgerUnavailable when the store cannot be reached or read
  boolean holds(long entry, String hash);

  /// Reserves `count` keys and returns the first; they lie [dev.holdfast.core.StreamId#STRIDE]
  /// apart.
  long reserve(int count);

  /// Reserves `count` numbers for jobs and returns the first: from one on, one apart, never given
  /// twice, committed and synced. Not for a thread that has a page open.
  ///
  /// @throws LedgerUnavailable when the store cannot be written, or when there are not so many left
  long reserveNumbers(int count);

  Reader reader();

  PolicyArchive archive();

  /// What the store's settings leave to be desired, in words; a store that would lose what was
  /// acknowledged is refused, not warned about.
  List<Finding> warnings();

  /// Tells other processes on the same store that work is ready; a hint, not a promise.
  void hint(Hint hint);

  @Override
  void close();

  enum Sharing {
    /// This desk is the only one; what it remembers of a stream is true.
    SOLE,
    /// Other desks write too; what is remembered is only a guess.
    SHARED
  }

  /// A desk's number, its last entry's id (zero if none) and hash.
  record Seat(int desk, long lastEntry, String lastHash) {}
}
