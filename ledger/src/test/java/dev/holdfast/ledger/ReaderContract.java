package dev.holdfast.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Standing;
import dev.holdfast.core.Standing.Hands;
import dev.holdfast.core.Standing.Place;
import dev.holdfast.core.StreamId;
import dev.holdfast.ledger.Reader.Law;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every ledger promises to those who ask it.
public abstract class ReaderContract {
  private static final long RUN = 400;
  private static final StreamId SESSION = StreamId.named(Kind.SESSION, "ana on web");

  private Shelf shelf;
  private Ledger ledger;
  private Reader reader;
  private Scribe scribe;

  protected abstract Shelf shelf();

  @BeforeEach
  void open() {
    shelf = shelf();
    ledger = shelf.open();
    reader = ledger.reader();
    scribe = new Scribe(ledger);
  }

  @AfterEach
  void close() {
    ledger.close();
    shelf.close();
  }

  private void put(Kind kind, long key, Standing standing) {
    scribe.write(scribe.fresh(new StreamId(kind, key), standing));
  }

  private static Reader.Query all(Kind kind, long before, int limit) {
    return new Reader.Query(kind, "", 0, before, limit);
  }

  @Test
  void a_list_is_newest_first_and_goes_on_from_its_cursor() {
    var ids = scribe.writeMany(Kind.REQUEST, 5, Standing.of("accepted"));
    var first = reader.list(all(Kind.REQUEST, Long.MAX_VALUE, 2));
    assertThat(first).extracting(Row::id).containsExactly(ids.get(4), ids.get(3));
    var second = reader.list(all(Kind.REQUEST, first.getLast().id().key(), 10));
    assertThat(second).extracting(Row::id).containsExactly(ids.get(2), ids.get(1), ids.get(0));
  }

  @Test
  void a_list_can_be_narrowed_to_a_status() {
    put(Kind.RUN, 4, Standing.of("working"));
    put(Kind.RUN, 8, Standing.of("failed"));
    assertThat(reader.list(new Reader.Query(Kind.RUN, "failed", 0, Long.MAX_VALUE, 10)))
        .extracting(row -> row.id().key())
        .containsExactly(8L);
  }

  @Test
  void a_list_can_be_narrowed_to_a_parent() {
    put(Kind.TASK, RUN, Standing.of("leased").under(RUN));
    put(Kind.TASK, 404, Standing.of("offered").under(RUN));
    put(Kind.TASK, 408, Standing.of("leased").under(RUN));
    put(Kind.TASK, 412, Standing.of("leased").under(412));
    put(Kind.DELIVERY, RUN, Standing.of("ready").under(RUN));
    put(Kind.DELIVERY, RUN + 1, Standing.of("ready").under(RUN));
    put(Kind.RUN, RUN, Standing.of("working").under(SESSION.key()));
    put(Kind.EFFECT, 440, Standing.of("failed").under(RUN));
    assertThat(under(Kind.TASK, "", RUN, Long.MAX_VALUE)).containsExactly(408L, 404L, RUN);
    assertThat(under(Kind.TASK, "", RUN, 408)).containsExactly(404L, RUN);
    assertThat(under(Kind.TASK, "leased", RUN, Long.MAX_VALUE)).containsExactly(408L, RUN);
    assertThat(under(Kind.TASK, "", 412, Long.MAX_VALUE)).containsExactly(412L);
    assertThat(under(Kind.DELIVERY, "", RUN, Long.MAX_VALUE)).containsExactly(RUN + 1, RUN);
    assertThat(under(Kind.RUN, "", SESSION.key(), Long.MAX_VALUE)).containsExactly(RUN);
    assertThat(under(Kind.EFFECT, "", RUN, Long.MAX_VALUE)).containsExactly(440L);
  }

  private List<Long> under(Kind kind, String status, long parent, long before) {
    return reader.list(new Reader.Query(kind, status, parent, before, 10)).stream()
        .map(row -> row.id().key())
        .toList();
  }

  @Test
  void sessions_come_by_what_happened_last() {
    var other = StreamId.named(Kind.SESSION, "ben on web");
    scribe.write(scribe.fresh(SESSION, Standing.of("idle")));
    scribe.write(scribe.fresh(other, Standing.of("idle")));
    scribe.write(scribe.changed(SESSION, 1, Standing.of("busy").under(RUN)));
    var rows = reader.list(all(Kind.SESSION, Long.MAX_VALUE, 10));
    assertThat(rows).extracting(Row::id).containsExactly(SESSION, other);
    assertThat(reader.list(all(Kind.SESSION, rows.getFirst().entry(), 10)))
        .extracting(Row::id)
        .containsExactly(other);
  }

  @Test
  void many_streams_are_read_at_once() {
    var ids = scribe.writeMany(Kind.RUN, 3, Standing.of("working"));
    put(Kind.TASK, 4, Standing.of("offered"));
    var wanted = List.of(ids.get(0), ids.get(2), new StreamId(Kind.TASK, 4), SESSION);
    assertThat(reader.rows(wanted))
        .extracting(Row::id)
        .containsExactlyInAnyOrder(ids.get(0), ids.get(2), new StreamId(Kind.TASK, 4));
    assertThat(reader.row(SESSION)).isEmpty();
  }

  @Test
  void situations_are_counted() {
    put(Kind.TASK, 4, Standing.of("offered"));
    put(Kind.TASK, 8, Standing.of("offered"));
    put(Kind.TASK, 12, Standing.of("failed"));
    assertThat(reader.counts(Kind.TASK))
        .containsExactlyInAnyOrderEntriesOf(Map.of("offered", 2L, "failed", 1L));
    assertThat(reader.counts(Kind.TOKEN)).isEmpty();
  }

  @Test
  void those_who_wait_in_a_lane_are_counted() {
    put(Kind.TASK, 4, Standing.of("offered").queued("routine", Hands.WORKER, Place.READY, 1));
    put(Kind.TASK, 8, Standing.of("offered").queued("routine", Hands.NODE, Place.READY, 1));
    put(Kind.TASK, 12, Standing.of("leased").queued("routine", Hands.NODE, Place.LEASED, 1));
    put(Kind.DELIVERY, 4, Standing.of("ready").queued("routine", Hands.NODE, Place.READY, 1));
    assertThat(reader.waiting(Kind.TASK, "routine")).isEqualTo(2);
    assertThat(reader.waiting(Kind.DELIVERY, "routine")).isEqualTo(1);
    assertThat(reader.waiting(Kind.TASK, "other")).isZero();
  }

  @Test
  void the_one_that_has_waited_longest_in_a_lane_is_known() {
    assertThat(reader.queues(Kind.TASK)).isEmpty();
    assertThat(reader.queues(Kind.REQUEST)).isEmpty();
    var worker = Standing.of("offered").queued("routine", Hands.WORKER, Place.READY, 9);
    var node = Standing.of("offered").queued("routine", Hands.NODE, Place.READY, 1);
    var leased = Standing.of("leased").queued("routine", Hands.NODE, Place.LEASED, 1);
    write(8, leased);
    var first = write(20, worker);
    write(12, node);
    var other = write(16, Standing.of("offered").queued("other", Hands.NODE, Place.READY, 1));
    put(Kind.DELIVERY, 4, Standing.of("ready").queued("web", Hands.NODE, Place.READY, 0));
    assertThat(reader.queues(Kind.TASK))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("routine", new Reader.Queued(2, first), "other", new Reader.Queued(1, other)));
    assertThat(reader.queues(Kind.DELIVERY)).containsOnlyKeys("web");
  }

  /// Waiting begins anew with what was taken up and put back.
  @Test
  void who_was_put_back_has_waited_since_then() {
    var ready = Standing.of("offered").queued("routine", Hands.NODE, Place.READY, 1);
    var task = new StreamId(Kind.TASK, 4);
    write(4, ready);
    scribe.write(
        scribe.changed(
            task, 1, Standing.of("leased").queued("routine", Hands.NODE, Place.LEASED, 1)));
    var back = scribe.write(scribe.changed(task, 2, ready)).entries().getFirst().at();
    assertThat(reader.queues(Kind.TASK)).isEqualTo(Map.of("routine", new Reader.Queued(1, back)));
  }

  /// Writes a new task and tells when.
  private Instant write(long key, Standing standing) {
    var leaf = scribe.write(scribe.fresh(new StreamId(Kind.TASK, key), standing));
    return leaf.entries().getFirst().at();
  }

  @Test
  void entries_are_read_in_order_and_by_desk() {
    assertThat(reader.desks()).isEmpty();
    var first = scribe.write().entries().getFirst();
    var second = scribe.write().entries().getFirst();
    assertThat(reader.entry(second.id())).contains(second);
    assertThat(reader.entry(second.id() + 1)).isEmpty();
    assertThat(reader.entries(0, 10)).containsExactly(first, second);
    assertThat(reader.entries(0, 1)).containsExactly(first);
    assertThat(reader.entries(first.id(), 10)).containsExactly(second);
    assertThat(reader.desks()).containsExactly(ledger.seat().desk());
  }

  @Test
  void the_earliest_due_moment_is_known() {
    Instant at;
    try (var page = ledger.open()) {
      at = page.now().plusSeconds(60);
    }
    assertThat(reader.earliestDue(Kind.TASK)).isEmpty();
    assertThat(reader.earliestDue(Kind.REQUEST)).isEmpty();
    put(Kind.TASK, 4, Standing.of("leased").due(at.plusSeconds(5)));
    put(Kind.TASK, 8, Standing.of("leased").due(at));
    put(Kind.TASK, 12, Standing.of("failed"));
    assertThat(reader.earliestDue(Kind.TASK)).contains(at);
    assertThat(reader.earliestDue(Kind.EFFECT)).isEmpty();
  }

  @Test
  void a_lawful_ledger_breaks_no_law() {
    scribe.write(
        scribe.fresh(SESSION, Standing.of("busy").under(RUN)),
        scribe.fresh(new StreamId(Kind.REQUEST, RUN), Standing.of("accepted")),
        scribe.fresh(new StreamId(Kind.RUN, RUN), Standing.of("working").under(SESSION.key())),
        scribe.fresh(new StreamId(Kind.TASK, RUN), Standing.of("leased").under(RUN)),
        scribe.fresh(new StreamId(Kind.EFFECT, 440), Standing.of("received").under(RUN)),
        scribe.fresh(new StreamId(Kind.REQUEST, 8), Standing.of("replied")),
        scribe.fresh(new StreamId(Kind.RUN, 8), Standing.of("completed").under(SESSION.key())),
        scribe.fresh(new StreamId(Kind.RUN, 12), Standing.of("waiting").under(SESSION.key())),
        scribe.fresh(new StreamId(Kind.REQUEST, 12), Standing.of("accepted")));
    assertThat(Law.values()).allSatisfy(law -> assertThat(reader.breaches(law)).isZero());
  }

  @Test
  void a_delivery_without_its_verdict_is_seen() {
    var standing = Standing.of("delivered").proven(RUN, "ab".repeat(32));
    shelf.plant(new Written(new StreamId(Kind.DELIVERY, RUN), 0, 1, 1, standing, "{}"));
    assertThat(reader.breaches(Law.UNGATED_DELIVERY)).isEqualTo(1);
  }

  @Test
  void a_second_turn_in_one_session_is_seen() {
    scribe.write(scribe.fresh(SESSION, Standing.of("busy").under(RUN)));
    put(Kind.RUN, RUN, Standing.of("working").under(SESSION.key()));
    assertThat(reader.breaches(Law.DOUBLE_TURN)).isZero();
    put(Kind.RUN, 404, Standing.of("working").under(SESSION.key()));
    assertThat(reader.breaches(Law.DOUBLE_TURN)).isEqualTo(1);
  }

  @Test
  void a_working_run_that_its_session_does_not_know_is_seen() {
    scribe.write(scribe.fresh(SESSION, Standing.of("idle")));
    put(Kind.RUN, RUN, Standing.of("working").under(SESSION.key()));
    assertThat(reader.breaches(Law.DOUBLE_TURN)).isEqualTo(1);
  }

  @Test
  void a_request_that_disagrees_with_its_run_is_seen() {
    put(Kind.REQUEST, 4, Standing.of("accepted"));
    put(Kind.REQUEST, 8, Standing.of("accepted"));
    put(Kind.RUN, 8, Standing.of("completed"));
    put(Kind.REQUEST, 12, Standing.of("replied"));
    put(Kind.RUN, 12, Standing.of("waiting"));
    assertThat(reader.breaches(Law.LOOSE_REQUEST)).isEqualTo(3);
  }

  @Test
  void a_working_run_without_a_live_task_is_seen() {
    put(Kind.RUN, 4, Standing.of("working"));
    put(Kind.RUN, 8, Standing.of("working"));
    put(Kind.TASK, 8, Standing.of("failed"));
    assertThat(reader.breaches(Law.LOOSE_RUN)).isEqualTo(2);
  }

  @Test
  void an_effect_without_its_task_is_seen() {
    put(Kind.EFFECT, 4, Standing.of("received").under(RUN));
    assertThat(reader.breaches(Law.LOOSE_EFFECT)).isEqualTo(1);
  }
}
