package dev.holdfast.store;

import dev.holdfast.ledger.Hint;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.LedgerUnavailable;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;

/// Opens the store that a workspace names.
public final class Stores {
  private Stores() {}

  /// @param store `sqlite`, or `postgresql://user@host:port/database?…` (a password may follow the
  ///   user; the driver also reads `~/.pgpass`)
  /// @param data the folder for everything that is kept in files
  /// @param clock the time of a store that has no server; PostgreSQL goes by its server's
  /// @param hints called, from a thread of the store, when another process says that work is ready
  public record Opening(String store, Path data, InstantSource clock, Consumer<Hint> hints) {}

  /// Sets the store up if it is new, brings it up to date, and takes a seat at it.
  ///
  /// @throws LedgerUnavailable when it cannot be reached, is in use, or would not keep its promises
  public static Ledger open(Opening opening) {
    if (opening.store().equals("sqlite")) {
      return SqliteLedger.open(opening.data(), opening.clock());
    }
    if (PostgresAddress.isOne(opening.store())) {
      return PostgresLedger.open(PostgresAddress.parse(opening.store()), opening.hints());
    }
    throw new LedgerUnavailable(Faults.malformed("it is neither"));
  }
}
