package dev.holdfast.control.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.control.books.Book;
import dev.holdfast.control.books.Books;
import dev.holdfast.control.replay.Replay;
import dev.holdfast.core.Fence;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Refusal;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delegation.TaskCommand;
import dev.holdfast.core.delivery.DeliveryCommand;
import dev.holdfast.ledger.Answer;
import dev.holdfast.ledger.CommandKey;
import dev.holdfast.ledger.Desk.Intake;
import dev.holdfast.ledger.MemoryLedger;
import dev.holdfast.ledger.Outcome;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LedgerDeskTest {
  private volatile Instant now = Instant.parse("2026-11-23T09:00:00Z");
  private final MemoryLedger memory = new MemoryLedger(() -> now);
  private final FaultyLedger ledger = new FaultyLedger(memory);
  private final Alarm alarm = new Alarm();
  private final Desks desks = new Desks(ledger, alarm);

  @AfterEach
  void every_test_leaves_a_sound_ledger() {
    desks.close();
    assertThat(new Books(memory.reader()).compute()).allMatch(Book::isBalanced);
    var verification = new Replay(memory.reader(), Desks.POLICY, _ -> {}).verify();
    assertThat(verification.findings()).isEmpty();
  }

  private String status(StreamId id) {
    return memory
        .reader()
        .list(new dev.holdfast.ledger.Reader.Query(id.kind(), "", 0, Long.MAX_VALUE, 500))
        .stream()
        .filter(row -> row.id().equals(id))
        .map(row ->
            new dev.holdfast.core.path.Rulebook()
                .standing(id, new dev.holdfast.ledger.Codec().decode(row.state()))
                .status())
        .findFirst()
        .orElse("none");
  }

  @Test
  void a_request_goes_all_the_way_to_its_delivery() throws InterruptedException {
    var request = desks.request();
    desks.ask(request, "ada", CommandKey.NONE);
    desks.claim(5);
    desks.tell(
        request.as(Kind.TASK), new TaskCommand.Complete(new Fence(1), Desks.output(), List.of()));
    assertThat(status(request)).isEqualTo("replied");
    assertThat(status(request.as(Kind.DELIVERY))).isEqualTo("ready");
  }

  @Test
  void a_command_given_twice_is_answered_with_the_first_decision() throws InterruptedException {
    var key = new CommandKey("k1", "body");
    var first = desks.ask(desks.request(), "ada", key);
    var second = desks.ask(desks.request(), "ada", key);
    assertThat(second).isInstanceOf(Answer.Replayed.class);
    assertThat(((Answer.Replayed) second).entry()).isEqualTo(((Answer.Entered) first).entry());
    assertThat(memory.reader().counts(Kind.REQUEST)).containsEntry("accepted", 1L);
  }

  @Test
  void a_key_with_another_body_is_refused() throws InterruptedException {
    desks.ask(desks.request(), "ada", new CommandKey("k1", "body"));
    var other = desks.ask(desks.request(), "ada", new CommandKey("k1", "other"));
    assertThat(((Answer.Refused) other).refusal().reason()).isEqualTo(Refusal.Reason.KEY_REUSED);
  }

  @Test
  void a_lane_never_leases_more_than_its_concurrency() throws InterruptedException {
    for (int i = 0; i < 6; i++) {
      desks.ask(desks.request(), "actor" + i, CommandKey.NONE);
    }
    assertThat(((Answer.Entered) desks.claim(5)).outcomes()).hasSize(4);
    assertThat(((Answer.Entered) desks.claim(5)).outcomes()).isEmpty();
  }

  @Test
  void a_full_lane_turns_new_work_away() throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      desks.ask(desks.request(), "actor" + i, CommandKey.NONE);
    }
    var answer = (Answer.Entered) desks.ask(desks.request(), "late", CommandKey.NONE);
    assertThat(answer.outcomes())
        .singleElement()
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.refusal().reason()).isEqualTo(Refusal.Reason.OVERLOADED));
    assertThat(memory.reader().counts(Kind.REQUEST)).containsEntry("accepted", 100L);
  }

  @Test
  void a_commit_whose_answer_was_lost_counts_once() throws InterruptedException {
    ledger.next(FaultyLedger.Fault.ANSWER_LOST);
    var answer = desks.ask(desks.request(), "ada", CommandKey.NONE);
    assertThat(answer).isInstanceOf(Answer.Entered.class);
    assertThat(memory.reader().counts(Kind.REQUEST)).containsEntry("accepted", 1L);
    assertThat(desks.desk().intake()).isInstanceOf(Intake.Open.class);
  }

  @Test
  void a_commit_that_was_lost_is_decided_again() throws InterruptedException {
    ledger.next(FaultyLedger.Fault.WRITE_LOST);
    assertThat(desks.ask(desks.request(), "ada", CommandKey.NONE))
        .isInstanceOf(Answer.Entered.class);
    assertThat(memory.reader().counts(Kind.REQUEST)).containsEntry("accepted", 1L);
  }

  @Test
  void a_conflict_is_decided_again_from_what_the_store_says() throws InterruptedException {
    ledger.next(FaultyLedger.Fault.CONFLICT, FaultyLedger.Fault.CONFLICT);
    assertThat(desks.ask(desks.request(), "ada", CommandKey.NONE))
        .isInstanceOf(Answer.Entered.class);
  }

  @Test
  void a_full_store_closes_the_intake_and_the_next_commit_opens_it() throws InterruptedException {
    ledger.next(FaultyLedger.Fault.FULL);
    var refused = (Answer.Refused) desks.ask(desks.request(), "ada", CommandKey.NONE);
    assertThat(refused.refusal().reason()).isEqualTo(Refusal.Reason.UNAVAILABLE);
    assertThat(desks.desk().intake()).isInstanceOf(Intake.Closed.class);
    desks.ask(desks.request(), "ada", CommandKey.NONE);
    assertThat(desks.desk().intake()).isInstanceOf(Intake.Open.class);
  }

  @Test
  void the_second_submission_of_a_stale_fence_is_refused_alone() throws InterruptedException {
    var request = desks.request();
    desks.ask(request, "ada", CommandKey.NONE);
    desks.claim(1);
    var task = request.as(Kind.TASK);
    desks.tell(task, new TaskCommand.Complete(new Fence(1), Desks.output(), List.of()));
    var late =
        (Answer.Entered)
            desks.tell(task, new TaskCommand.Complete(new Fence(1), Desks.output(), List.of()));
    assertThat(late.entry()).isZero();
    assertThat(late.outcomes()).singleElement().isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void what_is_due_is_woken_by_the_timekeeper() throws InterruptedException {
    var request = desks.request();
    desks.ask(request, "ada", CommandKey.NONE);
    desks.claim(1);
    desks.tell(
        request.as(Kind.TASK), new TaskCommand.Complete(new Fence(1), Desks.output(), List.of()));
    desks.tell(
        request.as(Kind.DELIVERY),
        new DeliveryCommand.Attempt("courier", java.time.Duration.ofSeconds(5)));
    var bulletin = new java.util.concurrent.CountDownLatch(1);
    now = now.plusSeconds(10);
    var timekeeper = new Timekeeper(desks.desk(), alarm, () -> now).start();
    while (!status(request.as(Kind.DELIVERY)).equals("unknown")) {
      assertThat(bulletin.await(1, java.util.concurrent.TimeUnit.MILLISECONDS)).isFalse();
    }
    timekeeper.stop();
  }
}
