package dev.holdfast.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Standing;
import dev.holdfast.core.StreamId;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.Reader;
import dev.holdfast.ledger.Row;
import dev.holdfast.ledger.Scribe;
import dev.holdfast.ledger.Shelf;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/// A database that an earlier Holdfast wrote.
abstract class UpgradeContract {
  private static final StreamId DELIVERY = new StreamId(Kind.DELIVERY, 400);
  private static final StreamId MORNING = StreamId.named(Kind.JOB, "morning");
  private static final String STATE =
      "{\"is\":\"delivery.ready\",\"message\":{\"provenance\":{\"is\":\"gated\"}}}";

  abstract Shelf shelf();

  abstract Connection foreign() throws SQLException;

  abstract Dialect dialect();

  private void apply(Statement statement, int number, String name) throws SQLException {
    var script = Sql.resource(dialect().folder() + name + ".sql");
    statement.executeUpdate(script);
    statement.executeUpdate(
        "CREATE TABLE IF NOT EXISTS migration"
            + " (number INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL)");
    statement.executeUpdate(
        "INSERT INTO migration VALUES (%d, '%s', '%s')"
            .formatted(number, name, Codec.hash(script)));
  }

  /// As it was before jobs had their names beside them.
  private void writeJob() throws SQLException {
    try (var connection = foreign();
        var statement = connection.createStatement()) {
      apply(statement, 1, "0001-spine");
      apply(statement, 2, "0002-scheduling");
      statement.executeUpdate(
          "INSERT INTO job (key, version, entry, status, parent, state) VALUES"
              + " (%d, 1, 1, 'off', 0, '{\"job\":{\"spec\":{\"identity\":{\"id\":\"morning\"}}}}')"
                  .formatted(MORNING.key()));
    }
  }

  @Test
  void a_job_of_an_earlier_database_is_listed_by_its_name() throws SQLException {
    writeJob();
    try (var ledger = shelf().open()) {
      assertThat(ledger.reader().named(new Reader.Named("", "morn", 9)))
          .extracting(Row::id)
          .containsExactly(MORNING);
    }
  }

  /// As it was before there were jobs, with a delivery of an output that has passed.
  private void write() throws SQLException {
    try (var connection = foreign();
        var statement = connection.createStatement()) {
      apply(statement, 1, "0001-spine");
      statement.executeUpdate("INSERT INTO passing_verdict VALUES (400, 'abc', 1)");
      statement.executeUpdate(
          "INSERT INTO delivery (key, version, entry, status, parent, state, task, output_sha256,"
              + " origin) VALUES (400, 1, 1, 'ready', 400, '%s', 400, 'abc', 'output')"
                  .formatted(STATE));
    }
  }

  @Test
  void an_earlier_database_keeps_what_it_has_and_takes_jobs() throws SQLException {
    write();
    try (var ledger = shelf().open()) {
      takesJobs(ledger);
    }
    try (var again = shelf().open()) {
      assertThat(again.reader().row(MORNING)).isPresent();
    }
  }

  private static void takesJobs(Ledger ledger) {
    assertThat(ledger.reader().row(DELIVERY)).contains(new Row(DELIVERY, 1, 1, STATE));
    var scribe = new Scribe(ledger);
    scribe.write(
        scribe.fresh(MORNING, Standing.of("off")),
        scribe.changed(DELIVERY, 1, Standing.of("delivered").under(400).proven(400, "abc")));
    assertThat(ledger.reserveNumbers(1)).isEqualTo(1);
  }
}
