package dev.holdfast.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.ledger.LedgerUnavailable;
import java.sql.SQLException;

/// A small pool for whoever is not the desk.
final class PostgresReaders implements Asking, JdbcArchive.Writing {
  private static final int CONNECTIONS_MAX = 6;
  private static final long WAIT_MILLIS = 10_000;
  private static final String ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(7420)";

  private final PostgresAddress address;
  private final HikariDataSource pool;

  PostgresReaders(PostgresAddress address) {
    this.address = address;
    var config = new HikariConfig();
    config.setPoolName("holdfast-readers");
    config.setJdbcUrl(address.jdbcUrl());
    config.setDataSourceProperties(address.properties());
    config.setMaximumPoolSize(CONNECTIONS_MAX);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(WAIT_MILLIS);
    config.setInitializationFailTimeout(-1);
    this.pool = new HikariDataSource(config);
  }

  @Override
  public <T> T ask(Question<T> question) {
    try (var prepared = new Prepared(pool.getConnection())) {
      return question.answer(prepared);
    } catch (SQLException fault) {
      throw new LedgerUnavailable(PostgresFaults.diagnose(address, fault), fault);
    }
  }

  @Override
  public <T> T write(Question<T> question) {
    return ask(prepared -> {
      var connection = prepared.connection();
      connection.setAutoCommit(false);
      try {
        prepared.statement(ONE_AT_A_TIME).execute();
        var answer = question.answer(prepared);
        connection.commit();
        return answer;
      } finally {
        // The pool rolls back what was not committed.
        connection.rollback();
        connection.setAutoCommit(true);
      }
    });
  }

  @Override
  public void close() {
    pool.close();
  }
}
