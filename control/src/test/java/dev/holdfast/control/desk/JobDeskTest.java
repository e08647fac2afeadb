package dev.holdfast.control.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.control.books.Book;
import dev.holdfast.control.books.Books;
import dev.holdfast.control.replay.Replay;
import dev.holdfast.core.Fence;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.Standing.Hands;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delegation.TaskCommand;
import dev.holdfast.core.delivery.DeliveryCommand;
import dev.holdfast.core.delivery.DeliveryState;
import dev.holdfast.core.delivery.Sent;
import dev.holdfast.core.path.Rulebook;
import dev.holdfast.core.scheduling.JobCommand;
import dev.holdfast.core.scheduling.Preflight;
import dev.holdfast.ledger.Answer;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.MemoryLedger;
import dev.holdfast.ledger.Origin;
import dev.holdfast.ledger.Outcome;
import dev.holdfast.ledger.Reader;
import dev.holdfast.ledger.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Jobs at a real desk: what they lead to is entered, balances, and comes out the same when it is
/// decided again.
class JobDeskTest {
  private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");

  private volatile Instant now = NINE;
  private final MemoryLedger memory = new MemoryLedger(() -> now);
  private final Desks desks = new Desks(memory, new Alarm());

  @AfterEach
  void every_test_leaves_a_sound_ledger() {
    desks.close();
    assertThat(new Books(memory.reader()).compute()).allMatch(Book::isBalanced);
    assertThat(new Replay(memory.reader(), Desks.POLICY, _ -> {}).verify().findings()).isEmpty();
  }

  private List<StreamId> all(Kind kind) {
    return memory.reader().list(new Reader.Query(kind, "", 0, Long.MAX_VALUE, 100)).stream()
        .map(row -> row.id())
        .toList();
  }

  private String status(StreamId id) {
    var row = memory.reader().row(id).orElseThrow();
    return new Rulebook().standing(id, new Codec().decode(row.state())).status();
  }

  private void enable(String name) throws InterruptedException {
    var id = Jobs.id(name);
    desks.tell(id, Jobs.save(Jobs.spec(name, Jobs.everyMinute(NINE)), desks.desk().nextNumber()));
    desks.tell(id, new JobCommand.Enable("wanted"));
    var claimant =
        new Submission.Claimant(
            Kind.JOB, Preflight.LANE, Hands.NODE, "node", Duration.ofSeconds(30));
    desks.desk().submit(new Submission.Claim(new Origin("node", "c"), claimant, 10));
    var part = new Preflight.Part("schedule", true, "there is a next instant", "");
    desks.tell(id, new JobCommand.Report(new Fence(1), List.of(part)));
    assertThat(status(id)).isEqualTo("on");
  }

  private Answer.Entered wake() throws InterruptedException {
    return (Answer.Entered) desks.desk().submit(new Submission.Wake(Origin.TIME, 500));
  }

  private Map<String, Long> instants() {
    return memory.reader().counts(Kind.INSTANT);
  }

  private void finish() throws InterruptedException {
    desks.claim(5);
    for (var task : all(Kind.TASK)) {
      desks.tell(task, new TaskCommand.Complete(new Fence(1), Desks.output(), List.of()));
    }
  }

  @Test
  void an_instant_goes_all_the_way_to_its_delivery() throws InterruptedException {
    enable("morning");
    now = NINE.plusSeconds(61);
    wake();
    assertThat(instants()).isEqualTo(Map.of("running", 1L));
    finish();
    assertThat(instants()).isEqualTo(Map.of("ran", 1L));
    var delivery = all(Kind.DELIVERY).getFirst();
    desks.tell(delivery, new DeliveryCommand.Attempt("courier", Duration.ofSeconds(5)));
    desks.tell(delivery, new DeliveryCommand.Report(new Fence(1), new Sent.Receipt("250 ok")));
    assertThat(new Codec().decode(memory.reader().row(delivery).orElseThrow().state()))
        .isInstanceOf(DeliveryState.Delivered.class);
    assertThat(books().get("B2")).isEqualTo(1);
    assertThat(books().get("B9")).isEqualTo(1);
  }

  private Map<String, Long> books() {
    return new Books(memory.reader())
        .compute().stream().collect(java.util.stream.Collectors.toMap(Book::id, Book::left));
  }

  @Test
  void the_book_of_moments_counts_what_was_missed() throws InterruptedException {
    enable("morning");
    now = NINE.plus(Duration.ofHours(2)).plusSeconds(1);
    wake();
    assertThat(memory.reader().weights(java.util.EnumSet.of(Kind.INSTANT)).get(Kind.INSTANT))
        .containsEntry("missed", 119L);
    assertThat(books().get("B2")).isGreaterThanOrEqualTo(120);
    assertThat(all(Kind.DELIVERY)).as("one alert for all of them").hasSize(1);
  }

  @Test
  void jobs_that_are_due_together_are_entered_one_by_one() throws InterruptedException {
    for (var name : List.of("one", "two", "three")) {
      enable(name);
    }
    long before = memory.reader().entries(0, 1_000).size();
    now = NINE.plusSeconds(60);
    var answer = wake();
    assertThat(answer.outcomes()).hasSize(3).allMatch(Outcome.Done.class::isInstance);
    var entries = memory.reader().entries(0, 1_000);
    assertThat(entries).hasSize((int) before + 3);
    assertThat(answer.entry()).isEqualTo(entries.getLast().id());
    assertThat(instants()).isEqualTo(Map.of("running", 3L));
    assertThat(wake().outcomes()).isEmpty();
  }

  @Test
  void the_same_moment_by_hand_happens_once() throws InterruptedException {
    enable("morning");
    desks.tell(Jobs.id("morning"), new JobCommand.Run("now"));
    finish();
    desks.tell(Jobs.id("morning"), new JobCommand.Run("now"));
    assertThat(instants()).isEqualTo(Map.of("ran", 1L));
    now = now.plusSeconds(1);
    desks.tell(Jobs.id("morning"), new JobCommand.Run("now"));
    assertThat(instants()).isEqualTo(Map.of("ran", 1L, "running", 1L));
  }

  @Test
  void a_topic_has_one_owner() throws InterruptedException {
    enable("morning");
    var rival = Jobs.spec("rival", Jobs.everyMinute(NINE));
    var other =
        new dev.holdfast.core.scheduling.JobSpec(
            new dev.holdfast.core.scheduling.JobSpec.Identity(
                "rival", "topic of morning", "ben", ""),
            rival.times(),
            rival.work(),
            rival.deliver(),
            rival.manner(),
            rival.breaker());
    var answer =
        (Answer.Entered) desks.tell(Jobs.id("rival"), Jobs.save(other, desks.desk().nextNumber()));
    assertThat(answer.outcomes()).allMatch(Outcome.Refused.class::isInstance);
    assertThat(memory.reader().row(Jobs.id("rival"))).isEmpty();
  }

  @Test
  void what_is_entered_is_not_entered_again_when_a_listener_throws() throws InterruptedException {
    var job = Jobs.id("morning");
    desks.tell(job, Jobs.save(Jobs.spec("morning", Jobs.everyMinute(NINE)), 1));
    long before = memory.reader().row(job).orElseThrow().version();
    var turns =
        Stream.iterate(0, i -> i + 1)
            .limit(200)
            .map(i -> i % 2 == 0 ? new JobCommand.Enable("on") : new JobCommand.Disable("off"))
            .map(turn -> Submission.of(new Origin("ada", "c"), new Order(job, turn)))
            .toList();
    try (var _ =
        desks
            .bulletin()
            .subscribe(_ -> {
              throw new IllegalStateException("a listener of no use");
            })) {
      desks.desk().submit(turns);
      // Comes after whatever the desk still makes of the others.
      desks.tell(job, new JobCommand.Enable("on"));
    }
    assertThat(memory.reader().row(job).orElseThrow().version()).isEqualTo(before + 201);
  }

  @Test
  void numbers_of_jobs_are_all_different() {
    var numbers = Stream.generate(() -> desks.desk().nextNumber()).limit(200).toList();
    assertThat(numbers).doesNotHaveDuplicates().startsWith(1L, 2L, 3L);
  }
}
