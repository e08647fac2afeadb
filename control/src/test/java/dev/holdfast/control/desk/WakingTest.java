package dev.holdfast.control.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Standing;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.scheduling.JobState;
import dev.holdfast.core.scheduling.Phase;
import dev.holdfast.ledger.Answer;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.Commit;
import dev.holdfast.ledger.Leaf;
import dev.holdfast.ledger.MemoryLedger;
import dev.holdfast.ledger.Origin;
import dev.holdfast.ledger.Outcome;
import dev.holdfast.ledger.Submission;
import dev.holdfast.ledger.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Streams that are due, among them such that no rule of ours can wake: they hold up nobody.
@Timeout(60)
class WakingTest {
  private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");
  private static final int MAX = 500;

  private volatile Instant now = NINE.plusSeconds(60);
  private final FaultyLedger ledger = new FaultyLedger(new MemoryLedger(() -> now));
  private final Alarm alarm = new Alarm();
  private final Desks desks = new Desks(ledger, alarm);

  @AfterEach
  void close() {
    desks.close();
  }

  /// Puts a job there by hand, due at a time that need not be what its rules say.
  private StreamId plant(String name, JobState state, Instant due) {
    var id = Jobs.id(name);
    var standing = Standing.of("on").due(due).weighing(0);
    var written = new Written(id, 0, 1, 1, standing, new Codec().encode(state));
    try (var page = ledger.open()) {
      assertThat(page.commit(new Leaf(List.of(), List.of(written), List.of())))
          .isEqualTo(new Commit.Done());
    }
    return id;
  }

  /// Waking it throws.
  private StreamId broken(String name) {
    return plant(
        name,
        Jobs.kept(Jobs.spec(name, "no schedule"), new Phase.On(), NINE),
        NINE.minusSeconds(9));
  }

  /// Waking it changes nothing.
  private StreamId stuck(String name) {
    var off = Jobs.kept(Jobs.spec(name, Jobs.everyMinute(NINE)), new Phase.Off(""), NINE);
    return plant(name, off, NINE.minusSeconds(9));
  }

  private StreamId sound(String name) {
    var on = Jobs.kept(Jobs.spec(name, Jobs.everyMinute(NINE)), new Phase.On(), NINE);
    return plant(name, on, NINE.plusSeconds(60));
  }

  private List<Outcome> wake() throws InterruptedException {
    var answer = desks.desk().submit(new Submission.Wake(Origin.TIME, MAX));
    return ((Answer.Entered) answer).outcomes();
  }

  private boolean isFired(StreamId id) {
    return ledger.reader().row(id).orElseThrow().version() > 1;
  }

  @Test
  void one_that_cannot_be_woken_does_not_hold_up_the_others() throws InterruptedException {
    var sound = IntStream.range(0, 20).mapToObj(i -> sound("sound" + i)).toList();
    broken("broken");
    var outcomes = wake();
    assertThat(outcomes).hasSize(21);
    assertThat(outcomes).filteredOn(Outcome.Refused.class::isInstance).hasSize(1);
    assertThat(sound).allMatch(this::isFired);
    assertThat(wake()).as("it is not tried again at once").isEmpty();
    now = now.plusSeconds(1);
    assertThat(wake()).as("a second later it is").hasSize(1);
    now = now.plusMillis(900);
    assertThat(wake()).as("and then more rarely").isEmpty();
  }

  @Test
  void more_than_one_wake_can_hold_do_not_starve_the_others() throws InterruptedException {
    for (int i = 0; i < MAX + 100; i++) {
      stuck("stuck" + i);
    }
    var sound = sound("sound");
    assertThat(wake()).hasSize(MAX);
    assertThat(wake()).hasSize(101);
    assertThat(isFired(sound)).isTrue();
  }

  @Test
  void a_timekeeper_comes_to_rest_although_some_stay_due() throws InterruptedException {
    stuck("stuck");
    broken("broken");
    var timekeeper = new Timekeeper(desks.desk(), alarm, () -> now).start();
    var sound = sound("sound");
    await(() -> isFired(sound));
    await(() -> ledger.opened() > 4);
    long before = ledger.opened();
    new CountDownLatch(1).await(500, TimeUnit.MILLISECONDS);
    timekeeper.stop();
    assertThat(ledger.opened() - before).as("looks in half a second").isLessThan(20);
  }

  private static void await(java.util.function.BooleanSupplier done) throws InterruptedException {
    while (!done.getAsBoolean()) {
      assertThat(new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  @Test
  void the_alarm_is_set_to_what_the_store_says_is_next() throws InterruptedException {
    plant(
        "soon",
        Jobs.kept(Jobs.spec("soon", Jobs.everyMinute(NINE)), new Phase.On(), NINE),
        now.plusMillis(50));
    wake();
    long began = System.nanoTime();
    alarm.await(Duration.ofHours(1));
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void while_nothing_is_due_nothing_is_entered() throws InterruptedException {
    sound("sound");
    now = NINE;
    assertThat(wake()).isEmpty();
    assertThat(ledger.reader().counts(Kind.INSTANT)).isEmpty();
  }
}
