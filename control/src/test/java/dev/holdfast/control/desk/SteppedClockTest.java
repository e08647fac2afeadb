package dev.holdfast.control.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.control.books.Book;
import dev.holdfast.control.books.Books;
import dev.holdfast.core.Fence;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Standing.Hands;
import dev.holdfast.core.scheduling.JobCommand;
import dev.holdfast.core.scheduling.Preflight;
import dev.holdfast.ledger.Answer;
import dev.holdfast.ledger.MemoryLedger;
import dev.holdfast.ledger.Origin;
import dev.holdfast.ledger.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A job of every minute while the clock is set. Steps must neither fire early nor lose an instant.
class SteppedClockTest {
  private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");

  private volatile Instant now = NINE;
  private volatile long nanos;
  private final MemoryLedger memory = new MemoryLedger(() -> now);
  private final Desks desks =
      new Desks(
          memory,
          new Alarm(new ClockWatch(Duration.ofSeconds(30), Instant.EPOCH, () -> now, () -> nanos)));

  @BeforeEach
  void enable() throws InterruptedException {
    var id = Jobs.id("morning");
    desks.tell(id, Jobs.save(Jobs.spec("morning", Jobs.everyMinute(NINE)), 1));
    desks.tell(id, new JobCommand.Enable("wanted"));
    var claimant =
        new Submission.Claimant(
            Kind.JOB, Preflight.LANE, Hands.NODE, "node", Duration.ofSeconds(30));
    desks.desk().submit(new Submission.Claim(new Origin("node", "c"), claimant, 1));
    desks.tell(
        id,
        new JobCommand.Report(new Fence(1), List.of(new Preflight.Part("owner", true, "", ""))));
  }

  @AfterEach
  void the_books_balance() {
    desks.close();
    assertThat(new Books(memory.reader()).compute()).allMatch(Book::isBalanced);
  }

  private void pass(Duration time) throws InterruptedException {
    now = now.plus(time);
    nanos += time.toNanos();
    assertThat(desks.desk().submit(new Submission.Wake(Origin.TIME, 500)))
        .isInstanceOf(Answer.Entered.class);
  }

  private Map<String, Long> instants() {
    return memory.reader().weights(java.util.EnumSet.of(Kind.INSTANT)).get(Kind.INSTANT);
  }

  @Test
  void a_step_that_is_taken_back_at_once_fires_nothing_early() throws InterruptedException {
    now = now.plus(Duration.ofHours(3));
    pass(Duration.ofSeconds(1));
    now = now.minus(Duration.ofHours(3));
    pass(Duration.ofSeconds(1));
    assertThat(instants()).as("nothing ran, nothing was missed").isEmpty();
    pass(Duration.ofSeconds(16));
    pass(Duration.ofSeconds(43));
    assertThat(instants()).as("the minute at its time").isEqualTo(Map.of("running", 1L));
  }

  @Test
  void a_step_that_stays_loses_nothing() throws InterruptedException {
    now = now.plus(Duration.ofHours(3));
    pass(Duration.ofSeconds(10));
    assertThat(instants()).isEmpty();
    pass(Duration.ofSeconds(15));
    assertThat(instants()).isEqualTo(Map.of("missed", 179L, "running", 1L));
  }

  @Test
  void a_step_back_fires_nothing_again() throws InterruptedException {
    pass(Duration.ofSeconds(61));
    assertThat(instants()).isEqualTo(Map.of("running", 1L));
    now = now.minus(Duration.ofHours(3));
    pass(Duration.ofSeconds(10));
    pass(Duration.ofSeconds(50));
    assertThat(instants()).isEqualTo(Map.of("running", 1L));
  }
}
