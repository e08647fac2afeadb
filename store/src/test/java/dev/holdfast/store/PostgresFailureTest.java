package dev.holdfast.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.holdfast.core.Finding;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Standing;
import dev.holdfast.core.Standing.Hands;
import dev.holdfast.core.Standing.Place;
import dev.holdfast.core.StreamId;
import dev.holdfast.ledger.Commit;
import dev.holdfast.ledger.Hint;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.LedgerUnavailable;
import dev.holdfast.ledger.Page;
import dev.holdfast.ledger.Scribe;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two processes on one server, and what happens when the server, or somebody on it, steps in.
final class PostgresFailureTest {
  private static final Standing WAITING =
      Standing.of("offered").queued("routine", Hands.WORKER, Place.READY, 1);
  private final PostgresShelf shelf = new PostgresShelf();

  @AfterEach
  void remove() {
    shelf.close();
  }

  private void execute(String sql) throws SQLException {
    try (var connection = shelf.foreign();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void two_processes_take_two_seats_and_never_the_same_work() {
    try (var first = shelf.open();
        var second = shelf.open()) {
      assertThat(first.seat().desk()).isNotEqualTo(second.seat().desk());
      var scribe = new Scribe(first);
      IntStream.rangeClosed(1, 4)
          .forEach(i -> scribe.write(scribe.fresh(new StreamId(Kind.TASK, i * 4L), WAITING)));
      try (var one = first.open();
          var two = second.open()) {
        assertThat(one.ready(Kind.TASK, "routine", Hands.WORKER, 2))
            .extracting(StreamId::key)
            .containsExactly(4L, 8L);
        assertThat(two.ready(Kind.TASK, "routine", Hands.WORKER, 2))
            .extracting(StreamId::key)
            .containsExactly(12L, 16L);
      }
    }
  }

  @Test
  void a_lane_is_counted_by_one_process_at_a_time() throws Exception {
    try (var first = shelf.open();
        var second = shelf.open()) {
      var scribe = new Scribe(first);
      var task = new StreamId(Kind.TASK, 4);
      scribe.write(scribe.fresh(task, WAITING));
      var counted = new LinkedBlockingQueue<Integer>();
      Thread other;
      try (var page = first.open()) {
        assertThat(page.leased(Kind.TASK, "routine")).isZero();
        other = Thread.ofPlatform().start(() -> counted.add(count(second)));
        assertThat(counted.poll(300, TimeUnit.MILLISECONDS)).isNull();
        var leased = Standing.of("leased").queued("routine", Hands.WORKER, Place.LEASED, 1);
        assertThat(page.commit(scribe.leaf(page, scribe.changed(task, 1, leased))))
            .isEqualTo(new Commit.Done());
      }
      assertThat(counted.poll(10, TimeUnit.SECONDS)).isEqualTo(1);
      other.join();
    }
  }

  private static int count(Ledger ledger) {
    try (var page = ledger.open()) {
      return page.leased(Kind.TASK, "routine");
    }
  }

  @Test
  void who_comes_second_to_a_stream_conflicts() {
    try (var first = shelf.open();
        var second = shelf.open()) {
      var one = new Scribe(first);
      var two = new Scribe(second);
      var id = new StreamId(Kind.REQUEST, 4);
      one.write(one.fresh(id, Standing.of("accepted")));
      one.write(one.changed(id, 1, Standing.of("replied")));
      assertThat(two.tryWrite(two.changed(id, 1, Standing.of("failed"))))
          .isEqualTo(new Commit.Conflicted());
      assertThat(two.tryWrite(two.fresh(id, Standing.of("accepted"))))
          .isEqualTo(new Commit.Conflicted());
      assertThat(two.tryWrite(two.changed(id, 2, Standing.of("failed"))))
          .isEqualTo(new Commit.Done());
      assertThat(first.reader().desks()).containsExactly(first.seat().desk(), second.seat().desk());
    }
  }

  @Test
  void a_revoked_seat_writes_nothing_any_more() throws SQLException {
    try (var ledger = shelf.open()) {
      var scribe = new Scribe(ledger);
      execute("UPDATE desk SET revoked_at = now()");
      assertThat(scribe.tryWrite(scribe.fresh(new StreamId(Kind.RUN, 4), Standing.of("waiting"))))
          .isInstanceOf(Commit.Fenced.class);
      assertThat(ledger.reader().counts(Kind.RUN)).isEmpty();
    }
  }

  private void endOthers() throws SQLException {
    execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
  }

  @Test
  void a_connection_that_is_lost_before_the_commit_writes_nothing() throws SQLException {
    try (var ledger = shelf.open()) {
      var scribe = new Scribe(ledger);
      try (var page = ledger.open()) {
        endOthers();
        assertThat(page.commit(scribe.leaf(page)))
            .asInstanceOf(type(Commit.Refused.class))
            .extracting(refused -> refused.diagnostic().code())
            .isEqualTo("store-unreachable");
      }
      scribe.write();
      assertThat(ledger.reader().entries(0, 10)).hasSize(1);
    }
  }

  @Test
  void a_connection_that_is_lost_at_the_commit_leaves_it_open_and_the_entry_tells()
      throws Exception {
    execute(
        """
        CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$\
        """);
    try (var ledger = shelf.open()) {
      // Deferred: it runs inside COMMIT.
      execute(
          "CREATE CONSTRAINT TRIGGER dies AFTER INSERT ON entry DEFERRABLE INITIALLY DEFERRED"
              + " FOR EACH ROW EXECUTE FUNCTION die()");
      var scribe = new Scribe(ledger);
      try (var page = ledger.open()) {
        var leaf = scribe.leaf(page);
        assertThat(page.commit(leaf)).isInstanceOf(Commit.Unknown.class);
        var entry = leaf.entries().getFirst();
        assertThat(ledger.holds(entry.id(), entry.hash())).isFalse();
      }
      execute("DROP TRIGGER dies ON entry");
      var entry = scribe.write().entries().getFirst();
      assertThat(ledger.holds(entry.id(), entry.hash())).isTrue();
    }
  }

  @Test
  void whether_it_was_committed_is_not_said_while_the_old_connection_may_still_commit()
      throws Exception {
    try (var ledger = shelf.open()) {
      var answers = new LinkedBlockingQueue<Boolean>();
      var writer = ((PostgresLedger) ledger).writer();
      try (var old = shelf.foreign()) {
        // What a connection that this process has given up on may still be doing.
        old.setAutoCommit(false);
        try (var statement = old.createStatement()) {
          statement.execute("SELECT 1 FROM desk FOR SHARE");
          statement.execute(
              "INSERT INTO entry VALUES (77, 1, '{}', '%s')".formatted("a".repeat(64)));
        }
        writer.lose(new SQLException("gone", "08006"));
        Thread.ofPlatform().start(() -> answers.add(ledger.holds(77, "a".repeat(64))));
        assertThat(answers.poll(500, TimeUnit.MILLISECONDS)).isNull();
        old.commit();
      }
      assertThat(answers.poll(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void a_server_that_cannot_be_reached_is_said_to_be() {
    assertThatThrownBy(() -> shelf.open("postgresql://postgres:secret@127.0.0.1:1/none", _ -> {}))
        .isInstanceOf(LedgerUnavailable.class)
        .hasMessageContaining("store-unreachable")
        .hasMessageNotContaining("secret");
  }

  @Test
  void a_server_that_does_not_sync_is_refused_unless_that_is_accepted() throws SQLException {
    var name = shelf.url().substring(shelf.url().lastIndexOf('/') + 1);
    execute("ALTER DATABASE " + name + " SET synchronous_commit = off");
    assertThatThrownBy(shelf::open)
        .isInstanceOf(LedgerUnavailable.class)
        .hasMessageContaining("store-unsafe")
        .hasMessageContaining("synchronous_commit");
    try (var ledger = shelf.open(shelf.url() + "?durability=unsafe", _ -> {})) {
      assertThat(ledger.warnings()).extracting(Finding::where).contains("synchronous_commit");
      new Scribe(ledger).write();
    }
  }

  @Test
  void a_newer_database_is_refused() throws SQLException {
    shelf.open().close();
    execute("INSERT INTO migration VALUES (99, 'later', 'x')");
    assertThatThrownBy(shelf::open).hasMessageContaining("store-newer");
  }

  @Test
  void processes_that_start_together_set_it_up_once() throws Exception {
    var opened = new LinkedBlockingQueue<Object>();
    var threads =
        IntStream.range(0, 4)
            .mapToObj(_ -> Thread.ofPlatform().start(() -> opened.add(attempt())))
            .toList();
    for (var thread : threads) {
      thread.join();
    }
    assertThat(opened).hasSize(4).allMatch(Ledger.class::isInstance);
    opened.forEach(ledger -> ((Ledger) ledger).close());
  }

  private Object attempt() {
    try {
      return shelf.open();
    } catch (LedgerUnavailable refused) {
      return refused;
    }
  }

  @Test
  void a_hint_reaches_the_others_and_not_its_sender() throws Exception {
    var ours = new LinkedBlockingQueue<Hint>();
    var theirs = new LinkedBlockingQueue<Hint>();
    var hint = new Hint(Set.of(new Hint.Lane(Kind.TASK, "a lane/ü")));
    try (var first = shelf.open(shelf.url(), ours::add);
        var second = shelf.open(shelf.url(), theirs::add)) {
      Hint heard = null;
      // A hint before the other listens is lost by design: say it until it is heard.
      for (int i = 0; i < 100 && heard == null; i++) {
        first.hint(hint);
        heard = theirs.poll(200, TimeUnit.MILLISECONDS);
      }
      assertThat(heard).isEqualTo(hint);
      second.hint(hint);
      assertThat(ours.poll(10, TimeUnit.SECONDS)).isEqualTo(hint);
      assertThat(ours).isEmpty();
    }
  }

  @Test
  void a_page_that_lost_its_connection_says_so() throws SQLException {
    try (var ledger = shelf.open();
        Page page = ledger.open()) {
      endOthers();
      assertThatThrownBy(() -> page.due(10)).isInstanceOf(LedgerUnavailable.class);
    }
  }
}
