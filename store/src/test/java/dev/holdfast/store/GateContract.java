package dev.holdfast.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Standing;
import dev.holdfast.core.StreamId;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.PolicyArchive;
import dev.holdfast.ledger.Reader;
import dev.holdfast.ledger.Scribe;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the database refuses to whoever is connected to it, with plain SQL.
abstract class GateContract {
  private static final String PASSED = "ab".repeat(32);
  private static final String OTHER = "cd".repeat(32);
  private static final StreamId TASK = new StreamId(Kind.TASK, 400);

  private Ledger ledger;
  private Connection anyone;

  abstract Ledger open();

  abstract Connection anyone() throws SQLException;

  abstract void remove();

  @BeforeEach
  void write() throws SQLException {
    ledger = open();
    ledger.archive().activate(new PolicyArchive.Candidate("a: 1", OTHER, "ana", "first"));
    new Scribe(ledger)
        .write(
            new Scribe(ledger).fresh(TASK, Standing.of("accepted").proven(400, PASSED)),
            new Scribe(ledger)
                .fresh(TASK.as(Kind.DELIVERY), Standing.of("ready").proven(400, PASSED)));
    anyone = anyone();
  }

  @AfterEach
  void close() throws SQLException {
    anyone.close();
    ledger.close();
    remove();
  }

  private int execute(String sql) throws SQLException {
    try (var statement = anyone.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  private static String delivery(int key, String task, String sha256, String origin) {
    return delivery(key, "{}", task, sha256, origin);
  }

  private static String delivery(int key, String state, String task, String sha256, String origin) {
    return "INSERT INTO delivery"
        + " (key, version, entry, status, parent, state, task, output_sha256, origin)"
        + " VALUES (%d, 1, 1, 'ready', 0, '%s', %s, %s, '%s')"
            .formatted(key, state, task, sha256, origin);
  }

  private static String state(String provenance) {
    return "{\"is\":\"delivery.ready\",\"message\":{\"provenance\":{\"is\":\"%s\"}}}"
        .formatted(provenance);
  }

  @Test
  void an_output_without_a_verdict_is_refused() {
    assertThatThrownBy(() -> execute(delivery(800, "400", "'" + OTHER + "'", "output")))
        .isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> execute(delivery(800, "404", "'" + PASSED + "'", "output")))
        .isInstanceOf(SQLException.class);
  }

  @Test
  void an_output_that_passed_and_words_that_are_no_output_are_taken() throws SQLException {
    assertThat(execute(delivery(800, "400", "'" + PASSED + "'", "output"))).isEqualTo(1);
    assertThat(execute(delivery(804, "NULL", "NULL", "other"))).isEqualTo(1);
  }

  @Test
  void an_origin_that_contradicts_the_output_is_refused() {
    assertThatThrownBy(() -> execute(delivery(800, "NULL", "NULL", "output")))
        .isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> execute(delivery(800, "400", "'" + PASSED + "'", "other")))
        .isInstanceOf(SQLException.class);
    // Half a reference is none: foreign keys would let it pass.
    assertThatThrownBy(() -> execute(delivery(800, "NULL", "'" + OTHER + "'", "output")))
        .isInstanceOf(SQLException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gated", "scheduled"})
  void an_output_cannot_pass_for_other_words(String provenance) throws SQLException {
    var state = state(provenance);
    assertThatThrownBy(() -> execute(delivery(800, state, "NULL", "NULL", "other")))
        .isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> execute(delivery(800, state, "400", "'" + OTHER + "'", "output")))
        .isInstanceOf(SQLException.class);
    assertThat(execute(delivery(800, state, "400", "'" + PASSED + "'", "output"))).isEqualTo(1);
    assertThat(execute(delivery(804, state("sent"), "NULL", "NULL", "other"))).isEqualTo(1);
    assertThatThrownBy(
            () -> execute("UPDATE delivery SET state = '%s' WHERE key = 804".formatted(state)))
        .isInstanceOf(SQLException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE delivery SET task = 404",
        "UPDATE delivery SET output_sha256 = NULL, task = NULL, origin = 'other'",
        "UPDATE delivery SET key = 404",
        "UPDATE entry SET body = '{}'",
        "UPDATE entry SET id = id + 1",
        "DELETE FROM entry",
        "UPDATE passing_verdict SET output_sha256 = 'mine'",
        "DELETE FROM passing_verdict",
        "UPDATE policy_version SET content = 'mine'",
        "DELETE FROM policy_version",
        "UPDATE job_number SET next = next - 1"
      })
  void what_was_entered_stays(String sql) {
    assertThatThrownBy(() -> execute(sql))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("holdfast: ");
  }

  @Test
  void a_delivery_goes_on_with_its_output() throws SQLException {
    assertThat(execute("UPDATE delivery SET status = 'delivered', version = 2")).isEqualTo(1);
    assertThat(ledger.reader().breaches(Reader.Law.UNGATED_DELIVERY)).isZero();
  }

  @Test
  void a_stream_cannot_wait_where_nobody_looks() {
    for (var sql :
        List.of(
            "UPDATE run SET place = 'ready'",
            "UPDATE task SET place = 'elsewhere'",
            "UPDATE request SET due_at = 1",
            "UPDATE effect SET lane = 'routine'",
            "UPDATE topic SET lane = 'routine'",
            "UPDATE topic SET due_at = 1",
            "UPDATE instant SET due_at = 1",
            "UPDATE instant SET weight = 0")) {
      assertThatThrownBy(() -> insertedThen(sql)).as(sql).isInstanceOf(SQLException.class);
    }
  }

  private void insertedThen(String sql) throws SQLException {
    var kind = sql.split(" ")[1];
    if (!kind.equals("task")) {
      execute(
          "INSERT INTO %s (key, version, entry, status, parent, state)".formatted(kind)
              + " VALUES (4, 1, 1, 'new', 0, '{}') ON CONFLICT DO NOTHING");
    }
    execute(sql);
  }

  Connection connected() {
    return anyone;
  }

  Ledger ledger() {
    return ledger;
  }
}
