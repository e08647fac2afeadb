package dev.holdfast.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Standing;
import dev.holdfast.core.Standing.Hands;
import dev.holdfast.core.Standing.Place;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.scheduling.Slot;
import dev.holdfast.ledger.Reader.Law;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every ledger promises to jobs, their topics and their instants.
public abstract class SchedulingContract {
  private static final StreamId JOB = StreamId.named(Kind.JOB, "morning");
  private static final StreamId OTHER = StreamId.named(Kind.JOB, "evening");
  private static final StreamId TOPIC = StreamId.named(Kind.TOPIC, "site");
  private static final Instant NINE = Instant.parse("2026-11-23T08:00:00Z");

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

  private void reopen() {
    ledger.close();
    ledger = shelf.open();
  }

  private static StreamId instant(long job, Instant nominal) {
    return Slot.of(job, nominal, Slot.Use.SCHEDULED).as(Kind.INSTANT);
  }

  private void put(StreamId id, Standing standing) {
    scribe.write(scribe.fresh(id, standing));
  }

  private static Standing under(String status, StreamId parent) {
    return Standing.of(status).under(parent.key());
  }

  private Instant now() {
    try (var page = ledger.open()) {
      return page.now();
    }
  }

  private List<String> names(String status, String after, int limit) {
    return reader.named(new Reader.Named(status, after, limit)).stream()
        .map(row -> row.state().replaceAll(".*named-|\"}", ""))
        .toList();
  }

  private void job(String name, String status) {
    var id = StreamId.named(Kind.JOB, name);
    scribe.write(
        new Written(
            id,
            0,
            1,
            scribe.nextEntry(),
            Standing.of(status).called(name),
            "{\"is\":\"named-" + name + "\"}"));
  }

  @Test
  void jobs_are_listed_by_name_page_by_page() {
    for (var name : List.of("report-b", "Zebra", "alarm", "report-a", "report.a", "9am")) {
      job(name, name.startsWith("report") ? "on" : "off");
    }
    assertThat(names("", "", 3)).containsExactly("9am", "Zebra", "alarm");
    assertThat(names("", "alarm", 9)).containsExactly("report-a", "report-b", "report.a");
    assertThat(names("on", "report-a", 1)).containsExactly("report-b");
    assertThat(names("gone", "", 9)).isEmpty();
  }

  @Test
  void a_name_stays_when_the_job_changes() {
    job("alarm", "on");
    var id = StreamId.named(Kind.JOB, "alarm");
    scribe.write(scribe.changed(id, 1, Standing.of("off").called("alarm")));
    assertThat(reader.named(new Reader.Named("off", "", 9)))
        .extracting(Row::id)
        .containsExactly(id);
  }

  @Test
  void a_job_that_is_due_comes_in_its_turn() {
    var now = now();
    put(OTHER, Standing.of("on").due(now.minusSeconds(1)));
    put(new StreamId(Kind.TASK, 4), Standing.of("leased").due(now.minusSeconds(2)));
    put(JOB, Standing.of("on").due(now.minusSeconds(3)));
    put(StreamId.named(Kind.JOB, "later"), Standing.of("on").due(now.plusSeconds(3_600)));
    try (var page = ledger.open()) {
      assertThat(page.due(10)).containsExactly(JOB, new StreamId(Kind.TASK, 4), OTHER);
      assertThat(page.due(1)).containsExactly(JOB);
    }
    assertThat(reader.earliestDue(Kind.JOB)).contains(now.minusSeconds(3));
    scribe.write(scribe.changed(JOB, 1, Standing.of("off")));
    assertThat(reader.earliestDue(Kind.JOB)).contains(now.minusSeconds(1));
  }

  @Test
  void the_next_moment_is_known_whatever_is_due_already() {
    var now = now();
    put(JOB, Standing.of("on").due(now.minusSeconds(3)));
    put(new StreamId(Kind.EFFECT, 4), Standing.of("intended").due(now));
    try (var page = ledger.open()) {
      assertThat(page.nextDue()).isEmpty();
    }
    for (var id :
        List.of(
            OTHER,
            new StreamId(Kind.TASK, 4),
            new StreamId(Kind.DELIVERY, 4),
            new StreamId(Kind.EFFECT, 8))) {
      now = now.plusSeconds(3_600);
      put(id, Standing.of("later").due(now));
    }
    try (var page = ledger.open()) {
      assertThat(page.nextDue()).contains(now.minusSeconds(3 * 3_600));
    }
    scribe.write(scribe.changed(OTHER, 1, Standing.of("off")));
    try (var page = ledger.open()) {
      assertThat(page.nextDue()).contains(now.minusSeconds(2 * 3_600));
    }
  }

  @Test
  void a_job_waits_for_a_node_to_look_at_what_it_needs() {
    var wanted = Standing.of("enabling").queued("preflight", Hands.NODE, Place.READY, 0);
    put(JOB, wanted);
    put(OTHER, Standing.of("enabling").queued("preflight", Hands.NODE, Place.LEASED, 0));
    try (var page = ledger.open()) {
      assertThat(page.ready(Kind.JOB, "preflight", Hands.NODE, 10)).containsExactly(JOB);
      assertThat(page.ready(Kind.JOB, "preflight", Hands.WORKER, 10)).isEmpty();
      assertThat(page.leased(Kind.JOB, "preflight")).isEqualTo(1);
    }
    assertThat(reader.waiting(Kind.JOB, "preflight")).isEqualTo(1);
    assertThat(reader.queues(Kind.JOB)).containsOnlyKeys("preflight");
  }

  @Test
  void what_the_streams_weigh_is_told_by_situation() {
    put(JOB, Standing.of("on").weighing(3));
    put(OTHER, Standing.of("on").weighing(4));
    put(StreamId.named(Kind.JOB, "new"), Standing.of("off").weighing(0));
    put(instant(1, NINE), under("missed", JOB).weighing(1_000_000_000_000L));
    put(new StreamId(Kind.TASK, 4), Standing.of("offered"));
    put(new StreamId(Kind.TASK, 8), Standing.of("offered"));
    assertThat(weights(Kind.JOB)).isEqualTo(Map.of("on", 7L, "off", 0L));
    scribe.write(scribe.changed(JOB, 1, Standing.of("off").weighing(5)));
    assertThat(weights(Kind.JOB)).isEqualTo(Map.of("on", 4L, "off", 5L));
    assertThat(weights(Kind.INSTANT)).isEqualTo(Map.of("missed", 1_000_000_000_000L));
    assertThat(weights(Kind.TASK)).isEqualTo(Map.of("offered", 2L));
    assertThat(weights(Kind.TOPIC)).isEmpty();
    assertThat(reader.weights(EnumSet.of(Kind.TASK, Kind.INSTANT, Kind.TOPIC)))
        .isEqualTo(
            Map.of(
                Kind.TASK, Map.of("offered", 2L),
                Kind.INSTANT, Map.of("missed", 1_000_000_000_000L),
                Kind.TOPIC, Map.of()));
  }

  private Map<String, Long> weights(Kind kind) {
    return reader.weights(EnumSet.of(kind)).get(kind);
  }

  @Test
  void the_instants_of_a_job_come_newest_first() {
    put(instant(1, NINE), under("ran", JOB));
    put(instant(1, NINE.plusSeconds(120)), under("running", JOB));
    put(instant(1, NINE.plusSeconds(60)), under("ran", JOB));
    put(instant(2, NINE.plusSeconds(180)), under("ran", OTHER));
    assertThat(instants("", Long.MAX_VALUE, 2))
        .containsExactly(instant(1, NINE.plusSeconds(120)), instant(1, NINE.plusSeconds(60)));
    assertThat(instants("", instant(1, NINE.plusSeconds(60)).key(), 2))
        .containsExactly(instant(1, NINE));
    assertThat(instants("ran", Long.MAX_VALUE, 9))
        .containsExactly(instant(1, NINE.plusSeconds(60)), instant(1, NINE));
  }

  private List<StreamId> instants(String status, long before, int limit) {
    return reader.list(new Reader.Query(Kind.INSTANT, status, JOB.key(), before, limit)).stream()
        .map(Row::id)
        .toList();
  }

  @Test
  void the_newest_marks_of_many_jobs_come_at_once() {
    put(instant(1, NINE), under("missed", JOB).weighing(7));
    put(instant(1, NINE.plusSeconds(120)), under("running", JOB));
    put(instant(1, NINE.plusSeconds(60)), under("ran", JOB));
    put(instant(2, NINE.plusSeconds(180)), under("ran-failed", OTHER));
    var jobs = List.of(OTHER, JOB, StreamId.named(Kind.JOB, "new"));
    var failed = new Reader.Mark(instant(2, NINE.plusSeconds(180)), "ran-failed", 1);
    var running = new Reader.Mark(instant(1, NINE.plusSeconds(120)), "running", 1);
    var ran = new Reader.Mark(instant(1, NINE.plusSeconds(60)), "ran", 1);
    var missed = new Reader.Mark(instant(1, NINE), "missed", 7);
    assertThat(reader.marks(jobs, 2))
        .isEqualTo(Map.of(OTHER, List.of(failed), JOB, List.of(running, ran)));
    assertThat(reader.marks(jobs, 9))
        .isEqualTo(Map.of(OTHER, List.of(failed), JOB, List.of(running, ran, missed)));
    assertThat(reader.marks(List.of(JOB), 1)).isEqualTo(Map.of(JOB, List.of(running)));
    assertThat(reader.marks(List.of(), 9)).isEmpty();
  }

  @Test
  void an_instant_is_there_once() {
    put(instant(1, NINE), under("running", JOB));
    assertThat(scribe.tryWrite(scribe.fresh(instant(1, NINE), under("running", JOB))))
        .isEqualTo(new Commit.Conflicted());
  }

  @Test
  void numbers_of_jobs_count_from_one_and_never_come_again() {
    assertThat(ledger.reserveNumbers(2)).isEqualTo(1);
    var numbers = new HashSet<>(List.of(1L, 2L));
    for (int open = 0; open < 3; open++) {
      for (int count : new int[] {1, 64, 3}) {
        long first = ledger.reserveNumbers(count);
        for (int i = 0; i < count; i++) {
          assertThat(numbers.add(first + i)).isTrue();
        }
      }
      reopen();
    }
    assertThat(numbers).allMatch(number -> number > 0 && number <= Slot.JOBS_MAX);
  }

  @Test
  void there_are_no_more_numbers_than_slots_can_hold() {
    long first = ledger.reserveNumbers((int) Slot.JOBS_MAX - 1);
    assertThat(first).isEqualTo(1);
    assertThatThrownBy(() -> ledger.reserveNumbers(2))
        .asInstanceOf(type(LedgerUnavailable.class))
        .extracting(refused -> refused.diagnostic().code())
        .isEqualTo("job-numbers-spent");
    assertThat(ledger.reserveNumbers(1)).isEqualTo(Slot.JOBS_MAX);
    assertThatThrownBy(() -> ledger.reserveNumbers(1)).isInstanceOf(LedgerUnavailable.class);
  }

  @Test
  void lawful_jobs_break_no_law() {
    var run = instant(1, NINE).as(Kind.RUN);
    var ended = instant(1, NINE.plusSeconds(60));
    scribe.write(
        scribe.fresh(JOB, Standing.of("on").under(TOPIC.key()).weighing(2)),
        scribe.fresh(TOPIC, under("owned", JOB)),
        scribe.fresh(StreamId.named(Kind.TOPIC, "free"), Standing.of("free")),
        scribe.fresh(OTHER, Standing.of("off")),
        scribe.fresh(run.as(Kind.INSTANT), under("running", JOB)),
        scribe.fresh(run, Standing.of("working")),
        scribe.fresh(run.as(Kind.TASK), under("leased", run)),
        scribe.fresh(ended, under("ran", JOB)),
        scribe.fresh(ended.as(Kind.RUN), Standing.of("completed")));
    assertThat(Law.values())
        .allSatisfy(law -> assertThat(reader.breaches(law)).as(law.name()).isZero());
  }

  @Test
  void an_instant_that_disagrees_with_its_run_is_seen() {
    put(instant(1, NINE), under("running", JOB));
    assertThat(reader.breaches(Law.LOOSE_INSTANT)).isEqualTo(1);
    put(instant(1, NINE).as(Kind.RUN), Standing.of("working"));
    assertThat(reader.breaches(Law.LOOSE_INSTANT)).isZero();
    put(instant(2, NINE), under("ran", OTHER));
    put(instant(2, NINE).as(Kind.RUN), Standing.of("working"));
    assertThat(reader.breaches(Law.LOOSE_INSTANT)).isEqualTo(1);
    put(new StreamId(Kind.RUN, 4), Standing.of("failed"));
    assertThat(reader.breaches(Law.LOOSE_INSTANT)).isEqualTo(2);
  }

  @Test
  void two_owners_of_one_topic_are_seen() {
    put(TOPIC, Standing.of("new"));
    put(JOB, Standing.of("off"));
    scribe.write(scribe.changed(TOPIC, 1, under("owned", JOB)));
    assertThat(reader.breaches(Law.DOUBLE_OWNER)).isEqualTo(1);
    scribe.write(scribe.changed(JOB, 1, Standing.of("on").under(TOPIC.key())));
    assertThat(reader.breaches(Law.DOUBLE_OWNER)).isZero();
    put(OTHER, Standing.of("on").under(TOPIC.key()));
    assertThat(reader.breaches(Law.DOUBLE_OWNER)).isEqualTo(1);
    scribe.write(scribe.changed(TOPIC, 2, Standing.of("free")));
    assertThat(reader.breaches(Law.DOUBLE_OWNER)).isEqualTo(2);
    scribe.write(scribe.changed(JOB, 2, Standing.of("off")));
    assertThat(reader.breaches(Law.DOUBLE_OWNER)).isEqualTo(1);
  }
}
