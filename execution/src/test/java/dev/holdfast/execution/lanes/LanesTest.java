package dev.holdfast.execution.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Fence;
import dev.holdfast.core.Json;
import dev.holdfast.core.Output;
import dev.holdfast.core.State;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delegation.Contract;
import dev.holdfast.core.delegation.Fault;
import dev.holdfast.core.delegation.TaskCommand;
import dev.holdfast.core.delegation.TaskEvent;
import dev.holdfast.core.delegation.TaskState;
import dev.holdfast.execution.PlainDesk;
import dev.holdfast.execution.Settings;
import dev.holdfast.execution.agents.Agent;
import dev.holdfast.execution.agents.Result;
import dev.holdfast.ledger.Meter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LanesTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Tempo CALM =
      new Tempo(Duration.ofSeconds(30), Duration.ofMillis(50), Duration.ofMillis(50));
  private static final Tempo HASTY =
      new Tempo(Duration.ofMillis(300), Duration.ofMillis(50), Duration.ofMillis(50));
  private static final Result DONE =
      new Result.Completed(new Output(new Json("{\"text\":\"done\"}"), "00"), List.of());

  private final Settings settings =
      new Settings()
          .lane("deep", 2, LONG)
          .lane("quick", 1, LONG)
          .contract("think", contract("deep"))
          .contract("look", contract("quick"));
  private final PlainDesk desk = new PlainDesk(settings);
  private final Map<String, Agent> agents = new HashMap<>();
  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
  private Lanes lanes = start(HASTY);

  @AfterEach
  void stop() throws InterruptedException {
    lanes.stop(Duration.ZERO);
  }

  @Test
  void a_task_is_claimed_worked_on_and_accepted() throws InterruptedException {
    agents.put("deep", _ -> DONE);
    var task = desk.offer("think", "{}");
    assertThat(desk.await(task, LanesTest::isEnded)).isInstanceOf(TaskState.Accepted.class);
  }

  @Test
  void a_failure_is_reported_and_rests() throws InterruptedException {
    agents.put("deep", _ -> Result.failed("exit-code", "exit code 3"));
    var task = desk.offer("think", "{}");
    desk.await(task, state -> state instanceof TaskState.Resting);
    assertThat(desk.events(TaskEvent.AttemptFailed.class))
        .singleElement()
        .satisfies(failed -> assertThat(failed.fault().kind()).isEqualTo("exit-code"));
  }

  @Test
  void an_agent_with_a_defect_is_a_failure_like_others() throws InterruptedException {
    agents.put(
        "deep",
        _ -> {
          throw new IllegalStateException("broken");
        });
    var task = desk.offer("think", "{}");
    desk.await(task, state -> state instanceof TaskState.Resting);
    assertThat(desk.events(TaskEvent.AttemptFailed.class).getFirst().fault().kind())
        .isEqualTo("agent-defect");
  }

  @Test
  void long_work_keeps_its_lease_by_heartbeats() throws InterruptedException {
    agents.put(
        "deep",
        _ -> {
          assertThat(new CountDownLatch(1).await(1, TimeUnit.SECONDS)).isFalse();
          return DONE;
        });
    var task = desk.offer("think", "{}");
    assertThat(desk.await(task, LanesTest::isEnded)).isInstanceOf(TaskState.Accepted.class);
    assertThat(desk.events(TaskEvent.Extended.class)).hasSizeGreaterThan(3);
    assertThat(desk.events(TaskEvent.Leased.class)).hasSize(1);
  }

  @Test
  void a_cancelled_task_is_cut_without_waiting_for_a_heartbeat() throws Exception {
    restart(CALM);
    var started = hang("deep");
    var task = desk.offer("think", "{}");
    assertThat(started.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    desk.order(task, new TaskCommand.Cancel("not wanted any more"));
    assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo("cut");
    assertThat(desk.state(task)).isInstanceOf(TaskState.Cancelled.class);
  }

  @Test
  void work_whose_heartbeats_cannot_get_through_is_cut_when_its_lease_is_over() throws Exception {
    var started = hang("deep");
    var task = desk.offer("think", "{}");
    assertThat(started.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    desk.close();
    assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo("cut");
    agents.put("deep", _ -> DONE);
    desk.open();
    var accepted = (TaskState.Accepted) wakeUntilEnded(task);
    assertThat(accepted.progress().attempts()).isEqualTo(2);
  }

  @Test
  void a_result_is_kept_while_the_desk_takes_nothing() throws Exception {
    restart(CALM);
    var mayEnd = new CountDownLatch(1);
    var started = new CountDownLatch(1);
    agents.put(
        "deep",
        _ -> {
          started.countDown();
          mayEnd.await();
          return DONE;
        });
    var task = desk.offer("think", "{}");
    assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
    desk.close();
    mayEnd.countDown();
    assertThat(new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS)).isFalse();
    desk.open();
    var accepted = (TaskState.Accepted) desk.await(task, LanesTest::isEnded);
    assertThat(accepted.progress().attempts()).isEqualTo(1);
  }

  @Test
  void a_late_result_of_a_lost_lease_changes_nothing() throws Exception {
    restart(CALM);
    var mayEnd = new CountDownLatch(1);
    var started = new Semaphore(0);
    agents.put(
        "deep",
        attempt -> {
          started.release();
          if (attempt.number() == 1) {
            awaitDeaf(mayEnd);
          }
          return new Result.Completed(
              new Output(new Json("{\"text\":\"" + attempt.number() + "\"}"), "00"), List.of());
        });
    var task = desk.offer("think", "{}");
    assertThat(started.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    // Somebody else has it by now: the fence moved on.
    desk.order(task, new TaskCommand.Fail(new Fence(1), fault("taken over")));
    desk.await(task, state -> state instanceof TaskState.Resting);
    mayEnd.countDown();
    var accepted = (TaskState.Accepted) wakeUntilEnded(task);
    assertThat(accepted.output().value().text()).contains("2");
  }

  @Test
  void work_is_cut_at_its_deadline() throws Exception {
    settings.lane("quick", 1, Duration.ofMillis(300));
    hang("quick");
    var task = desk.offer("look", "{}");
    assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo("cut");
    desk.await(
        task,
        state -> {
          desk.wake();
          return !desk.events(TaskEvent.TimeSpent.class).isEmpty();
        });
    assertThat(desk.events(TaskEvent.Accepted.class)).isEmpty();
  }

  @Test
  void a_wedged_lane_changes_nothing_elsewhere() throws Exception {
    hang("quick");
    agents.put("deep", _ -> DONE);
    desk.offer("look", "{}");
    for (int i = 0; i < 20; i++) {
      var task = desk.offer("think", "{}");
      assertThat(desk.await(task, LanesTest::isEnded)).isInstanceOf(TaskState.Accepted.class);
    }
  }

  @Test
  void a_lane_never_does_more_at_once_than_it_has_places() throws Exception {
    var now = new AtomicInteger();
    var most = new AtomicInteger();
    agents.put(
        "deep",
        _ -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          assertThat(new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS)).isFalse();
          now.decrementAndGet();
          return DONE;
        });
    var tasks =
        java.util.stream.Stream.generate(() -> desk.offer("think", "{}")).limit(20).toList();
    for (StreamId task : tasks) {
      desk.await(task, LanesTest::isEnded);
    }
    assertThat(most.get()).isEqualTo(2);
  }

  @Test
  void stopping_lets_work_finish() throws Exception {
    var started = new CountDownLatch(1);
    agents.put(
        "deep",
        _ -> {
          started.countDown();
          assertThat(new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS)).isFalse();
          return DONE;
        });
    var task = desk.offer("think", "{}");
    assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
    lanes.stop(Duration.ofSeconds(10));
    assertThat(desk.state(task)).isInstanceOf(TaskState.Accepted.class);
  }

  @Test
  void stopping_cuts_what_does_not_finish_and_leaves_it_to_its_lease() throws Exception {
    var started = hang("deep");
    var task = desk.offer("think", "{}");
    assertThat(started.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    lanes.stop(Duration.ofMillis(100));
    assertThat(seen.poll()).isEqualTo("cut");
    assertThat(desk.state(task)).isInstanceOf(TaskState.Leased.class);
  }

  /// Makes an agent that works until it is cut, and then says `cut`.
  private Semaphore hang(String agent) {
    var started = new Semaphore(0);
    agents.put(
        agent,
        _ -> {
          started.release();
          try {
            new CountDownLatch(1).await();
            return DONE;
          } catch (InterruptedException cut) {
            seen.add("cut");
            throw cut;
          }
        });
    return started;
  }

  private State wakeUntilEnded(StreamId task) throws InterruptedException {
    return desk.await(
        task,
        state -> {
          desk.wake();
          return isEnded(state);
        });
  }

  private static void awaitDeaf(CountDownLatch latch) {
    while (true) {
      try {
        latch.await();
        return;
      } catch (InterruptedException _) {
        // This agent does not listen.
      }
    }
  }

  private static Fault fault(String message) {
    return new Fault("other", message, Fault.Retry.WORTHWHILE);
  }

  private static boolean isEnded(State state) {
    return state instanceof TaskState.Accepted
        || state instanceof TaskState.Failed
        || state instanceof TaskState.Expired
        || state instanceof TaskState.Rejected;
  }

  private static Contract contract(String agent) {
    return Settings.contract(agent, List.of(), Settings.budget(LONG, 0, 0, 3));
  }

  private void restart(Tempo tempo) throws InterruptedException {
    lanes.stop(Duration.ZERO);
    lanes = start(tempo);
  }

  private Lanes start(Tempo tempo) {
    return Lanes.start(
        "node-1",
        new Workplace(
            desk,
            desk.reader(),
            desk.bulletin(),
            settings,
            name -> attempt -> agents.get(name).work(attempt),
            Meter.NONE,
            tempo));
  }
}
