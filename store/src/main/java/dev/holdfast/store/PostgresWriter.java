package dev.holdfast.store;

import dev.holdfast.ledger.LedgerUnavailable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/// The desk's own connection, opened again when it was lost. For the desk's thread alone.
final class PostgresWriter implements AutoCloseable {
  /// Tables grow under plans that were made when they were small: these statements always find
  /// their rows by an index. A desk that has gone silent loses its locks, and no lock is waited for
  /// without end.
  private static final List<String> SETTINGS =
      List.of(
          "SET enable_seqscan = off",
          "SET enable_hashjoin = off",
          "SET enable_mergejoin = off",
          "SET lock_timeout = '10s'",
          "SET statement_timeout = '50s'",
          "SET idle_in_transaction_session_timeout = '30s'");

  private final PostgresAddress address;
  private final Sql sql;
  private final PostgresSeat seat;
  private Prepared prepared;
  private boolean lost;

  PostgresWriter(PostgresAddress address, Sql sql, PostgresSeat seat) throws SQLException {
    this.address = address;
    this.sql = sql;
    this.seat = seat;
    this.prepared = connect();
  }

  private Prepared connect() throws SQLException {
    var connection = DriverManager.getConnection(address.jdbcUrl(), address.properties());
    try (var statement = connection.createStatement()) {
      for (var setting : SETTINGS) {
        statement.execute(setting);
      }
      connection.setAutoCommit(false);
      return new Prepared(connection);
    } catch (SQLException fault) {
      connection.close();
      throw fault;
    }
  }

  Prepared prepared() {
    return prepared;
  }

  Connection connection() {
    return prepared.connection();
  }

  /// Makes sure that there is a connection, and that nothing of an earlier one is still under way:
  /// a page holds its seat while it commits, and this waits until nobody does.
  void ensure() {
    if (!lost) {
      return;
    }
    try {
      prepared = connect();
      try (var _ = prepared.bound(sql.text("page/clear-seat"), seat.number()).executeQuery()) {
        connection().commit();
      }
      lost = false;
    } catch (SQLException fault) {
      lose(fault);
      throw new LedgerUnavailable(PostgresFaults.diagnose(address, fault), fault);
    }
  }

  /// Undoes what was begun.
  void rollback() {
    if (!lost) {
      try {
        connection().rollback();
      } catch (SQLException fault) {
        lose(fault);
      }
    }
  }

  /// Gives the connection up; the next page opens another.
  void lose(SQLException why) {
    lost = true;
    try {
      prepared.close();
    } catch (SQLException fault) {
      // A broken connection need not close well; what broke it is what counts.
      why.addSuppressed(fault);
    }
  }

  @Override
  public void close() {
    try {
      prepared.close();
    } catch (SQLException fault) {
      throw new LedgerUnavailable(PostgresFaults.diagnose(address, fault), fault);
    }
  }
}
