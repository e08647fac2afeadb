package dev.holdfast.store;

import dev.holdfast.core.Finding;
import dev.holdfast.ledger.Hint;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.LedgerUnavailable;
import dev.holdfast.ledger.Page;
import dev.holdfast.ledger.PolicyArchive;
import dev.holdfast.ledger.Reader;
import dev.holdfast.ledger.SealedEntry;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// The ledger in one file, for one process.
final class SqliteLedger implements Ledger {
  private static final int DESK = 1;
  private static final Sql SQL = Sql.of(Dialect.SQLITE);

  private final SqliteSeat lock;
  private final SqliteFile file;
  private final SqliteWriter writer;
  private final SqliteReaders readers;
  private final SqliteKeys keys;
  private final InstantSource clock;
  private final Seat seat;

  private SqliteLedger(
      SqliteSeat lock,
      SqliteFile file,
      SqliteWriter writer,
      SqliteReaders readers,
      InstantSource clock) {
    this.lock = lock;
    this.file = file;
    this.writer = writer;
    this.readers = readers;
    this.clock = clock;
    this.seat = readers.ask(SqliteLedger::lastEntry);
    this.keys =
        new SqliteKeys(
            readers.ask(
                prepared -> JdbcReader.number(prepared.statement("SELECT next FROM key_block"))));
  }

  /// @throws LedgerUnavailable when the folder is in use, or cannot keep what it promises
  static Ledger open(Path folder, InstantSource clock) {
    var lock = SqliteSeat.take(folder);
    try {
      var file = new SqliteFile(folder.resolve("holdfast.db"));
      file.prepare();
      return new SqliteLedger(lock, file, new SqliteWriter(file), new SqliteReaders(file), clock);
    } catch (SQLException fault) {
      lock.close();
      throw new LedgerUnavailable(Faults.failing(folder.toString(), fault), fault);
    } catch (LedgerUnavailable refused) {
      lock.close();
      throw refused;
    }
  }

  @Override
  public Seat seat() {
    return seat;
  }

  private static Seat lastEntry(Prepared prepared) throws SQLException {
    try (var results = prepared.statement(SQL.text("page/last-entry")).executeQuery()) {
      return results.next()
          ? new Seat(DESK, results.getLong(1), results.getString(2))
          : new Seat(DESK, 0, SealedEntry.GENESIS);
    }
  }

  SqliteWriter writer() {
    return writer;
  }

  @Override
  public Sharing sharing() {
    return Sharing.SOLE;
  }

  @Override
  public Page open() {
    writer.begin();
    return new SqlitePage(writer, file, keys, SQL, clock.instant().truncatedTo(ChronoUnit.MICROS));
  }

  /// Writes before it looks: once that is synced, whatever an earlier, failed commit left behind in
  /// the log is overwritten and cannot come back after a crash.
  @Override
  public boolean holds(long entry, String hash) {
    writer.write(prepared -> prepared.update(SQL.text("page/probe")));
    return readers.ask(
        prepared -> JdbcReader.number(prepared.bound(SQL.text("page/holds"), entry, hash)) == 1);
  }

  @Override
  public long reserve(int count) {
    long first = keys.take(count);
    while (first == 0) {
      long mark = keys.wanted(count);
      writer.write(prepared -> prepared.update(SQL.text("page/extend-keys"), mark));
      keys.marked(mark);
      first = keys.take(count);
    }
    return first;
  }

  @Override
  public long reserveNumbers(int count) {
    return JobNumbers.take(SQL, writer::write, count);
  }

  @Override
  public Reader reader() {
    return new JdbcReader(SQL, readers);
  }

  @Override
  public PolicyArchive archive() {
    return new JdbcArchive(SQL, readers, writer::write, clock);
  }

  @Override
  public List<Finding> warnings() {
    return List.of();
  }

  /// There is no other process.
  @Override
  public void hint(Hint hint) {}

  @Override
  public void close() {
    try (lock;
        writer;
        readers) {
      long next = keys.stop();
      writer.write(prepared -> prepared.update(SQL.text("page/extend-keys"), next));
    }
  }
}
