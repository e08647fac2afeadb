package dev.holdfast.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Standing;
import dev.holdfast.core.StreamId;
import dev.holdfast.ledger.Commit;
import dev.holdfast.ledger.LedgerUnavailable;
import dev.holdfast.ledger.Scribe;
import dev.holdfast.ledger.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractObjectAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// When one SQLite file cannot, or must not, be used.
final class SqliteRefusalTest {
  private final SqliteShelf shelf = new SqliteShelf();

  @AfterEach
  void remove() {
    shelf.close();
  }

  private AbstractObjectAssert<?, String> refusal() {
    return assertThatThrownBy(shelf::open)
        .asInstanceOf(type(LedgerUnavailable.class))
        .extracting(refused -> refused.diagnostic().code());
  }

  private void foreign(String... statements) throws SQLException {
    try (var connection = shelf.foreign();
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.executeUpdate(sql);
      }
    }
  }

  @Test
  void a_second_ledger_of_this_process_is_refused() {
    try (var _ = shelf.open()) {
      refusal().isEqualTo("store-in-use");
    }
    shelf.open().close();
  }

  @Test
  void a_second_process_is_refused_and_told_who_holds_the_folder() throws Exception {
    try (var _ = shelf.open()) {
      var other =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElseThrow(),
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Opener.class.getName(),
                  shelf.folder().toString())
              .redirectErrorStream(true)
              .start();
      var said = new String(other.getInputStream().readAllBytes());
      assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(said).contains("store-in-use", "process " + ProcessHandle.current().pid());
    }
  }

  /// Another process that tries to open the same folder.
  static final class Opener {
    private Opener() {}

    static void main(String[] arguments) {
      try (var _ =
          Stores.open(
              new Stores.Opening(
                  "sqlite",
                  java.nio.file.Path.of(arguments[0]),
                  InstantSource.system(),
                  _ -> {}))) {
        System.out.println("opened");
      } catch (LedgerUnavailable refused) {
        System.out.println(refused.getMessage());
      }
    }
  }

  @Test
  void a_file_that_is_no_database_is_refused() throws IOException {
    Files.writeString(shelf.folder().resolve("holdfast.db"), "shopping list\n".repeat(200));
    refusal().isEqualTo("store-failing");
    // The folder is not held by whoever was refused.
    refusal().isEqualTo("store-failing");
  }

  @Test
  void a_file_of_a_newer_version_is_refused() throws SQLException {
    shelf.open().close();
    foreign("INSERT INTO migration VALUES (99, 'later', 'x')");
    refusal().isEqualTo("store-newer");
  }

  @Test
  void a_file_that_was_set_up_by_another_text_is_refused() throws SQLException {
    shelf.open().close();
    foreign("UPDATE migration SET sha256 = 'other'");
    refusal().isEqualTo("store-altered");
  }

  @Test
  void what_is_no_store_is_refused_without_showing_its_password() {
    for (var store :
        new String[] {"oracle", "postgresql://ana:se cret@host/db", "postgresql://h"}) {
      assertThatThrownBy(() ->
              Stores.open(
                  new Stores.Opening(store, shelf.folder(), InstantSource.system(), _ -> {})))
          .isInstanceOf(LedgerUnavailable.class)
          .hasMessageContaining("store-malformed")
          .hasMessageNotContaining("cret");
    }
  }

  @Test
  void the_settings_are_what_was_promised() throws SQLException {
    try (var _ = shelf.open();
        var connection = new SqliteFile(shelf.folder().resolve("holdfast.db")).writable()) {
      assertThat(pragma(connection, "journal_mode")).isEqualTo("wal");
      assertThat(pragma(connection, "synchronous")).isEqualTo("2");
      assertThat(pragma(connection, "wal_autocheckpoint")).isEqualTo("16000");
    }
  }

  private static String pragma(Connection connection, String name) throws SQLException {
    try (var statement = connection.createStatement();
        var results = statement.executeQuery("PRAGMA " + name)) {
      return results.getString(1);
    }
  }

  @Test
  void a_database_that_cannot_have_a_log_beside_it_is_refused() throws SQLException {
    // In memory there is no write-ahead log: SQLite answers with another mode instead of failing.
    var file = new SqliteFile(java.nio.file.Path.of(":memory:"));
    assertThatThrownBy(file::writable)
        .isInstanceOf(LedgerUnavailable.class)
        .hasMessageContaining("store-unsafe");
  }

  private static Written big(Scribe scribe, long key) {
    return new Written(
        new StreamId(Kind.REQUEST, key),
        0,
        1,
        scribe.nextEntry(),
        Standing.of("accepted"),
        "\"" + "x".repeat(200_000) + "\"");
  }

  @Test
  void a_full_store_writes_nothing_reads_on_and_resumes() throws SQLException {
    try (var ledger = shelf.open()) {
      var writer = ((SqliteLedger) ledger).writer();
      var scribe = new Scribe(ledger);
      limit(writer, 60);
      assertThat(scribe.tryWrite(big(scribe, 4)))
          .asInstanceOf(type(Commit.Refused.class))
          .extracting(refused -> refused.diagnostic().code())
          .isEqualTo("store-full");
      assertThat(ledger.reader().counts(Kind.REQUEST)).isEmpty();
      assertThat(ledger.reader().entries(0, 10)).isEmpty();

      limit(writer, 1_000_000);
      scribe.write(big(scribe, 4));
      assertThat(ledger.reader().counts(Kind.REQUEST)).containsEntry("accepted", 1L);
    }
  }

  /// The same code as from a full disk, from SQLite's own limit.
  private static void limit(SqliteWriter writer, int pages) throws SQLException {
    writer.begin();
    writer.rollback();
    try (var statement = writer.prepared().connection().createStatement()) {
      statement.execute("PRAGMA max_page_count = " + pages);
    } finally {
      writer.release();
    }
  }

  @Test
  void a_file_that_another_program_has_locked_refuses_the_page_and_not_the_next() throws Exception {
    try (var ledger = shelf.open();
        var other = shelf.foreign();
        var statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      assertThatThrownBy(ledger::open).isInstanceOf(LedgerUnavailable.class);
      statement.execute("ROLLBACK");
      new Scribe(ledger).write();
    }
  }
}
