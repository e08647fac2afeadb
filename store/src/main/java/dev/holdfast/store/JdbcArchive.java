package dev.holdfast.store;

import dev.holdfast.ledger.PolicyArchive;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// The versions of a workspace in a table whose rows the database never lets go.
final class JdbcArchive implements PolicyArchive {
  private final Sql sql;
  private final Asking reading;
  private final Writing writing;
  private final InstantSource clock;

  /// Does one transaction by itself, with nobody else in it.
  @FunctionalInterface
  interface Writing {
    <T> T write(Question<T> question);
  }

  JdbcArchive(Sql sql, Asking reading, Writing writing, InstantSource clock) {
    this.sql = sql;
    this.reading = reading;
    this.writing = writing;
    this.clock = clock;
  }

  @Override
  public int activate(Candidate candidate) {
    long now = Micros.of(clock.instant());
    return writing.write(prepared -> {
      int number = 0;
      try (var results = prepared.statement(sql.text("reader/current-version")).executeQuery()) {
        if (results.next()) {
          number = results.getInt(1);
          if (results.getString(2).equals(candidate.sha256())) {
            return number;
          }
        }
      }
      prepared.update(
          sql.text("reader/insert-version"),
          number + 1,
          candidate.content(),
          candidate.sha256(),
          candidate.author(),
          candidate.reason(),
          now);
      return number + 1;
    });
  }

  @Override
  public List<Version> versions() {
    return reading.ask(prepared -> {
      var versions = new ArrayList<Version>();
      try (var results = prepared.statement(sql.text("reader/versions")).executeQuery()) {
        while (results.next()) {
          versions.add(
              new Version(
                  results.getInt(1),
                  results.getString(2),
                  results.getString(3),
                  results.getString(4),
                  results.getString(5),
                  Micros.instant(results.getLong(6))));
        }
      }
      return versions;
    });
  }
}
