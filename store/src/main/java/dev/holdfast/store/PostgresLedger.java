package dev.holdfast.store;

import dev.holdfast.core.Finding;
import dev.holdfast.ledger.Hint;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.LedgerUnavailable;
import dev.holdfast.ledger.Page;
import dev.holdfast.ledger.PolicyArchive;
import dev.holdfast.ledger.Reader;
import dev.holdfast.ledger.SealedEntry;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/// The ledger on a PostgreSQL server, for any number of processes. Each takes a new seat, with a
/// chain of its own.
final class PostgresLedger implements Ledger {
  private static final Sql SQL = Sql.of(Dialect.POSTGRESQL);

  private final PostgresAddress address;
  private final Begun begun;
  private final PostgresWriter writer;
  private final PostgresReaders readers;
  private final PostgresKeys keys;
  private final PostgresHints hints;

  /// What was found and taken when the ledger was opened.
  private record Begun(PostgresSeat seat, List<Finding> warnings) {}

  private PostgresLedger(PostgresAddress address, Begun begun, Consumer<Hint> heard)
      throws SQLException {
    this.address = address;
    this.begun = begun;
    this.writer = new PostgresWriter(address, SQL, begun.seat());
    this.readers = new PostgresReaders(address);
    this.keys = new PostgresKeys(readers, SQL);
    this.hints = new PostgresHints(address, readers, begun.seat().number(), heard).start();
  }

  static Ledger open(PostgresAddress address, Consumer<Hint> heard) {
    try {
      return new PostgresLedger(address, begin(address), heard);
    } catch (SQLException fault) {
      throw new LedgerUnavailable(PostgresFaults.diagnose(address, fault), fault);
    }
  }

  /// Looks at the server's settings first: one that loses work is not set up either.
  private static Begun begin(PostgresAddress address) throws SQLException {
    try (var prepared =
        new Prepared(DriverManager.getConnection(address.jdbcUrl(), address.properties()))) {
      var connection = prepared.connection();
      connection.setAutoCommit(false);
      var warnings = new PostgresSettings(address).check(prepared);
      prepared.statement("SELECT pg_advisory_lock(7420)").execute();
      new Migrations(Dialect.POSTGRESQL, address.toString()).run(connection);
      var seat = PostgresSeat.take(prepared, SQL);
      connection.commit();
      return new Begun(seat, warnings);
    }
  }

  @Override
  public Seat seat() {
    return new Seat(begun.seat().number(), 0, SealedEntry.GENESIS);
  }

  PostgresWriter writer() {
    return writer;
  }

  @Override
  public Sharing sharing() {
    return Sharing.SHARED;
  }

  @Override
  public Page open() {
    return PostgresPage.open(writer, address, begun.seat(), SQL);
  }

  /// On the desk's own connection: if that is a new one, it has waited for the end of the old.
  @Override
  public boolean holds(long entry, String hash) {
    writer.ensure();
    try {
      var statement = writer.prepared().bound(SQL.text("page/holds"), entry, hash);
      return JdbcReader.number(statement) == 1;
    } catch (SQLException fault) {
      writer.lose(fault);
      throw new LedgerUnavailable(PostgresFaults.diagnose(address, fault), fault);
    } finally {
      writer.rollback();
    }
  }

  @Override
  public long reserve(int count) {
    return keys.take(count);
  }

  @Override
  public long reserveNumbers(int count) {
    return JobNumbers.take(SQL, readers::ask, count);
  }

  @Override
  public Reader reader() {
    return new JdbcReader(SQL, readers);
  }

  @Override
  public PolicyArchive archive() {
    return new JdbcArchive(SQL, readers, readers, this::now);
  }

  private Instant now() {
    return Micros.instant(
        readers.ask(prepared -> JdbcReader.number(prepared.statement(SQL.text("page/now")))));
  }

  @Override
  public List<Finding> warnings() {
    return begun.warnings();
  }

  @Override
  public void hint(Hint hint) {
    hints.add(hint);
  }

  @Override
  public void close() {
    hints.close();
    try (readers;
        writer) {
      writer.rollback();
    }
  }
}
