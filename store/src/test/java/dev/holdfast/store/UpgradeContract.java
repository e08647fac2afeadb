package dev.holdfast.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Standing;
import dev.holdfast.core.StreamId;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.Row;
import dev.holdfast.ledger.Scribe;
import dev.holdfast.ledger.Shelf;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/// A database that an earlier Holdfast wrote.
abstract class UpgradeContract {
  private static final StreamId DELIVERY = new StreamId(Kind.DELIVERY, 400);
  private static final String STATE =
      "{\"is\":\"delivery.ready\",\"message\":{\"provenance\":{\"is\":\"gated\"}}}";

  abstract Shelf shelf();

  abstract Connection foreign() throws SQLException;

  abstract Dialect dialect();

  /// As it was before there were jobs, with a delivery of an output that has passed.
  private void write() throws SQLException {
    var script = Sql.resource(dialect().folder() + "0001-spine.sql");
    try (var connection = foreign();
        var statement = connection.createStatement()) {
      statement.executeUpdate(script);
      statement.executeUpdate(
          "CREATE TABLE migration"
              + " (number INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL)");
      statement.executeUpdate(
          "INSERT INTO migration VALUES (1, '0001-spine', '%s')".formatted(Codec.hash(script)));
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
      assertThat(again.reader().row(StreamId.named(Kind.JOB, "morning"))).isPresent();
    }
  }

  private static void takesJobs(Ledger ledger) {
    assertThat(ledger.reader().row(DELIVERY)).contains(new Row(DELIVERY, 1, 1, STATE));
    var scribe = new Scribe(ledger);
    scribe.write(
        scribe.fresh(StreamId.named(Kind.JOB, "morning"), Standing.of("off")),
        scribe.changed(DELIVERY, 1, Standing.of("delivered").under(400).proven(400, "abc")));
    assertThat(ledger.reserveNumbers(1)).isEqualTo(1);
  }
}
