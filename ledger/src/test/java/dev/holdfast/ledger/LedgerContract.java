package dev.holdfast.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Standing;
import dev.holdfast.core.Standing.Hands;
import dev.holdfast.core.Standing.Place;
import dev.holdfast.core.StreamId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every ledger promises to the desk that writes through it.
public abstract class LedgerContract {
  private static final String SHA = "ab".repeat(32);
  private static final StreamId REQUEST = new StreamId(Kind.REQUEST, 400);
  private static final StreamId TASK = new StreamId(Kind.TASK, 400);
  private static final StreamId DELIVERY = new StreamId(Kind.DELIVERY, 400);

  private Shelf shelf;
  private Ledger ledger;
  private Scribe scribe;

  protected abstract Shelf shelf();

  @BeforeEach
  void open() {
    shelf = shelf();
    ledger = shelf.open();
    scribe = new Scribe(ledger);
  }

  @AfterEach
  void close() {
    ledger.close();
    shelf.close();
  }

  private void reopen() {
    ledger.close();
    ledger = shelf.open();
    scribe = new Scribe(ledger);
  }

  private static Standing waiting(String lane, int priority) {
    return Standing.of("offered").queued(lane, Hands.WORKER, Place.READY, priority);
  }

  private static Standing leased(String lane) {
    return Standing.of("leased").queued(lane, Hands.WORKER, Place.LEASED, 0);
  }

  @Test
  void a_stream_reads_back_as_it_was_written() {
    var written = scribe.fresh(REQUEST, Standing.of("accepted"));
    scribe.write(written);
    try (var page = ledger.open()) {
      assertThat(page.rows(List.of(REQUEST, TASK)))
          .containsExactly(new Row(REQUEST, 1, written.entry(), written.state()));
    }
  }

  @Test
  void every_kind_has_its_place() {
    var ids = Stream.of(Kind.values()).map(kind -> new StreamId(kind, 4)).toList();
    var named = StreamId.named(Kind.TOKEN, "a name");
    scribe.write(
        Stream.concat(ids.stream(), Stream.of(named))
            .map(id -> scribe.fresh(id, Standing.of("new")))
            .toArray(Written[]::new));
    try (var page = ledger.open()) {
      var wanted = Stream.concat(ids.stream(), Stream.of(named)).toList();
      assertThat(page.rows(wanted)).extracting(Row::id).containsExactlyInAnyOrderElementsOf(wanted);
    }
  }

  @Test
  void a_changed_stream_has_the_new_version_entry_and_state() {
    scribe.write(scribe.fresh(TASK, waiting("routine", 1)));
    var changed = scribe.changed(TASK, 1, leased("routine"));
    scribe.write(changed);
    assertThat(ledger.reader().row(TASK))
        .contains(new Row(TASK, 2, changed.entry(), changed.state()));
  }

  @Test
  void a_page_that_is_closed_without_a_commit_writes_nothing() {
    try (var page = ledger.open()) {
      scribe.leaf(page, scribe.fresh(REQUEST, Standing.of("accepted")));
    }
    assertThat(ledger.reader().row(REQUEST)).isEmpty();
  }

  @Test
  void a_stale_version_conflicts_and_leaves_nothing_of_the_page() {
    scribe.write(scribe.fresh(REQUEST, Standing.of("accepted")));
    scribe.write(scribe.changed(REQUEST, 1, Standing.of("replied")));
    long entry = scribe.nextEntry();

    var commit =
        scribe.tryWrite(
            scribe.fresh(TASK, waiting("routine", 1)),
            scribe.changed(REQUEST, 1, Standing.of("failed")));

    assertThat(commit).isEqualTo(new Commit.Conflicted());
    assertThat(ledger.reader().row(TASK)).isEmpty();
    assertThat(ledger.reader().entry(entry)).isEmpty();
    assertThat(ledger.reader().row(REQUEST).orElseThrow().version()).isEqualTo(2);
  }

  @Test
  void a_stream_that_should_be_new_and_is_not_conflicts() {
    scribe.write(scribe.fresh(REQUEST, Standing.of("accepted")));
    assertThat(scribe.tryWrite(scribe.fresh(REQUEST, Standing.of("accepted"))))
        .isEqualTo(new Commit.Conflicted());
  }

  @Test
  void after_a_conflict_the_next_page_works() {
    scribe.write(scribe.fresh(REQUEST, Standing.of("accepted")));
    scribe.tryWrite(scribe.fresh(REQUEST, Standing.of("accepted")));
    scribe.write(scribe.changed(REQUEST, 1, Standing.of("replied")));
    assertThat(ledger.reader().counts(Kind.REQUEST)).containsEntry("replied", 1L);
  }

  @Test
  void a_submission_is_remembered_by_its_key() {
    var memory = new Memory(new CommandKey("c".repeat(64), "d".repeat(64)), scribe.nextEntry());
    scribe.write(List.of(memory), scribe.fresh(REQUEST, Standing.of("accepted")));
    try (var page = ledger.open()) {
      assertThat(page.memories(List.of("c".repeat(64), "e".repeat(64)))).containsExactly(memory);
    }
  }

  @Test
  void a_key_that_is_remembered_cannot_be_entered_again() {
    var key = new CommandKey("c".repeat(64), "d".repeat(64));
    scribe.write(List.of(new Memory(key, scribe.nextEntry())));
    try (var page = ledger.open()) {
      var again = scribe.leaf(page, List.of(new Memory(key, scribe.nextEntry())));
      assertThat(page.commit(again)).isEqualTo(new Commit.Conflicted());
    }
  }

  @Test
  void an_entry_cannot_be_written_twice() {
    var first = scribe.write();
    try (var page = ledger.open()) {
      assertThat(page.commit(first)).isEqualTo(new Commit.Conflicted());
    }
  }

  @Test
  void the_ready_come_by_priority_then_age_and_only_for_these_hands() {
    var late = new StreamId(Kind.TASK, 40);
    var early = new StreamId(Kind.TASK, 8);
    var urgent = new StreamId(Kind.TASK, 80);
    var nodes = new StreamId(Kind.TASK, 4);
    var elsewhere = new StreamId(Kind.TASK, 12);
    scribe.write(
        scribe.fresh(late, waiting("routine", 3)),
        scribe.fresh(early, waiting("routine", 3)),
        scribe.fresh(urgent, waiting("routine", 1)),
        scribe.fresh(elsewhere, waiting("interactive", 1)),
        scribe.fresh(nodes, Standing.of("offered").queued("routine", Hands.NODE, Place.READY, 0)));
    try (var page = ledger.open()) {
      assertThat(page.ready(Kind.TASK, "routine", Hands.WORKER, 10))
          .containsExactly(urgent, early, late);
      assertThat(page.ready(Kind.TASK, "routine", Hands.WORKER, 2)).containsExactly(urgent, early);
      assertThat(page.ready(Kind.TASK, "routine", Hands.NODE, 10)).containsExactly(nodes);
      assertThat(page.ready(Kind.DELIVERY, "routine", Hands.NODE, 10)).isEmpty();
    }
  }

  @Test
  void a_leased_item_is_not_ready_and_counts_against_its_lane() {
    scribe.write(scribe.fresh(TASK, waiting("routine", 1)));
    scribe.write(scribe.changed(TASK, 1, leased("routine")));
    try (var page = ledger.open()) {
      assertThat(page.leased(Kind.TASK, "routine")).isEqualTo(1);
      assertThat(page.leased(Kind.TASK, "interactive")).isZero();
      assertThat(page.ready(Kind.TASK, "routine", Hands.WORKER, 10)).isEmpty();
    }
    scribe.write(scribe.changed(TASK, 2, Standing.of("failed")));
    try (var page = ledger.open()) {
      assertThat(page.leased(Kind.TASK, "routine")).isZero();
    }
  }

  @Test
  void the_due_come_longest_due_first_and_no_more_than_asked_for() {
    var effect = new StreamId(Kind.EFFECT, 4);
    try (var page = ledger.open()) {
      var now = page.now();
      var leaf =
          scribe.leaf(
              page,
              scribe.fresh(TASK, Standing.of("leased").due(now.minusSeconds(2))),
              scribe.fresh(DELIVERY, Standing.of("resting").due(now.minusSeconds(3))),
              scribe.fresh(effect, Standing.of("intended").due(now)),
              scribe.fresh(
                  new StreamId(Kind.TASK, 4),
                  Standing.of("leased").due(now.plus(Duration.ofHours(1)))));
      assertThat(page.commit(leaf)).isEqualTo(new Commit.Done());
      scribe.wrote(leaf);
    }
    try (var page = ledger.open()) {
      assertThat(page.due(10)).containsExactly(DELIVERY, TASK, effect);
      assertThat(page.due(2)).containsExactly(DELIVERY, TASK);
    }
    scribe.write(scribe.changed(DELIVERY, 1, Standing.of("dead")));
    try (var page = ledger.open()) {
      assertThat(page.due(10)).containsExactly(TASK, effect);
    }
  }

  @Test
  void a_page_has_one_time_in_microseconds() {
    try (var page = ledger.open()) {
      assertThat(page.now()).isEqualTo(page.now());
      assertThat(page.now().getNano() % 1000).isZero();
    }
  }

  @Test
  void what_was_entered_is_held_and_nothing_else() {
    var entry = scribe.write().entries().getFirst();
    assertThat(ledger.holds(entry.id(), entry.hash())).isTrue();
    assertThat(ledger.holds(entry.id(), "0".repeat(64))).isFalse();
    assertThat(ledger.holds(entry.id() + 1, entry.hash())).isFalse();
  }

  @Test
  void keys_lie_a_stride_apart_and_never_come_again() {
    var keys = new HashSet<Long>();
    for (int open = 0; open < 3; open++) {
      for (int count : new int[] {1, 10, 10_000, 1}) {
        long first = ledger.reserve(count);
        for (int i = 0; i < count; i++) {
          assertThat(keys.add(first + i * StreamId.STRIDE)).isTrue();
        }
      }
      reopen();
    }
    assertThat(keys).allMatch(key -> key > 0 && key < StreamId.NAMED && key % StreamId.STRIDE == 0);
  }

  @Test
  void keys_can_be_reserved_while_a_page_is_open() {
    long before = ledger.reserve(1);
    try (var page = ledger.open()) {
      long first = ledger.reserve(100);
      assertThat(first).isGreaterThan(before);
      assertThat(page.commit(scribe.leaf(page))).isEqualTo(new Commit.Done());
    }
  }

  @Test
  void an_output_is_delivered_only_with_its_verdict() {
    var gated = Standing.of("blocked").proven(TASK.key(), SHA);
    assertThat(scribe.tryWrite(scribe.fresh(DELIVERY, gated)))
        .asInstanceOf(type(Commit.Refused.class))
        .extracting(refused -> refused.diagnostic().code())
        .isEqualTo("store-ungated");
    assertThat(ledger.reader().row(DELIVERY)).isEmpty();

    scribe.write(scribe.fresh(TASK, Standing.of("accepted").proven(TASK.key(), "cd".repeat(32))));
    assertThat(scribe.tryWrite(scribe.fresh(DELIVERY, gated))).isInstanceOf(Commit.Refused.class);
  }

  @Test
  void a_verdict_lets_its_output_out_in_the_same_page_or_later() {
    var proven = Standing.of("accepted-produced").proven(TASK.key(), SHA);
    scribe.write(
        scribe.fresh(DELIVERY, Standing.of("ready").proven(TASK.key(), SHA)),
        scribe.fresh(TASK, proven));
    scribe.write(
        scribe.changed(TASK, 1, Standing.of("accepted-consumed").proven(TASK.key(), SHA)),
        scribe.fresh(
            new StreamId(Kind.DELIVERY, 404), Standing.of("ready").proven(TASK.key(), SHA)));
    scribe.write(scribe.changed(DELIVERY, 1, Standing.of("delivered").proven(TASK.key(), SHA)));
    assertThat(ledger.reader().counts(Kind.DELIVERY)).hasSize(2);
    assertThat(ledger.reader().breaches(Reader.Law.UNGATED_DELIVERY)).isZero();
  }

  @Test
  void a_workspace_is_archived_once_for_as_long_as_it_is_current() {
    var archive = ledger.archive();
    var first = new PolicyArchive.Candidate("a: 1", "1".repeat(64), "ana", "first");
    var second = new PolicyArchive.Candidate("a: 2", "2".repeat(64), "ben", "second");
    assertThat(archive.versions()).isEmpty();
    assertThat(archive.activate(first)).isEqualTo(1);
    assertThat(archive.activate(first)).isEqualTo(1);
    assertThat(archive.activate(second)).isEqualTo(2);
    reopen();
    assertThat(ledger.archive().activate(second)).isEqualTo(2);
    assertThat(ledger.archive().activate(first)).isEqualTo(3);
    assertThat(ledger.archive().versions())
        .extracting(PolicyArchive.Version::number, PolicyArchive.Version::content)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1, "a: 1"),
            org.assertj.core.groups.Tuple.tuple(2, "a: 2"),
            org.assertj.core.groups.Tuple.tuple(3, "a: 1"));
  }

  @Test
  void everything_is_there_after_it_was_opened_again() {
    var entry = scribe.write(scribe.fresh(TASK, waiting("routine", 1))).entries().getFirst();
    int desk = ledger.seat().desk();
    reopen();
    assertThat(ledger.holds(entry.id(), entry.hash())).isTrue();
    assertThat(ledger.reader().row(TASK)).isPresent();
    if (ledger.seat().desk() == desk) {
      assertThat(ledger.seat()).isEqualTo(new Ledger.Seat(desk, entry.id(), entry.hash()));
    } else {
      assertThat(ledger.seat().lastEntry()).isZero();
      assertThat(ledger.seat().lastHash()).isEqualTo(SealedEntry.GENESIS);
    }
    scribe.write(scribe.changed(TASK, 1, leased("routine")));
  }
}
