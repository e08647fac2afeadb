package dev.holdfast.execution.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.State;
import dev.holdfast.core.scheduling.JobCommand;
import dev.holdfast.core.scheduling.JobSpec;
import dev.holdfast.core.scheduling.JobState;
import dev.holdfast.core.scheduling.Phase;
import dev.holdfast.core.scheduling.Preflight;
import dev.holdfast.execution.probe.Probe;
import dev.holdfast.execution.probe.Probed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class PreflightsTest {
  private static final JobSpec SPEC = Premises.spec("watch", Premises.to("notes", ""));
  private static final Allowance HASTY =
      new Allowance(4, Duration.ofMillis(300), Duration.ofSeconds(20), Duration.ofMillis(50));

  @TempDir private Path temporary;
  private Premises premises;
  private final ArrayList<Preflights> started = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    premises = new Premises(temporary);
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (var preflights : started) {
      preflights.stop(Duration.ZERO);
    }
  }

  private Preflights start(Sight sight, Allowance allowance) {
    var preflights = Preflights.start("node-1", premises.doors(), sight, allowance);
    started.add(preflights);
    return preflights;
  }

  /// Whatever the channels of the premises are, this is what their probe does.
  private Sight sight(Probe channels) {
    var sight = premises.sight();
    return new Sight(
        sight.workspace(),
        sight.reader(),
        sight.secrets(),
        sight.agents(),
        _ -> channels,
        sight.found(),
        sight.time());
  }

  private void enable(JobSpec spec) {
    premises.saved(spec);
    premises.desk.order(Premises.id(spec), new JobCommand.Enable("wanted"));
  }

  private Preflight.Report report(JobSpec spec) throws InterruptedException {
    premises.desk.await(Premises.id(spec), PreflightsTest::isReported);
    return ((Preflight.Done) premises.job(spec).preflight()).report();
  }

  private static boolean isReported(State state) {
    return state instanceof JobState.Kept(var job) && job.preflight() instanceof Preflight.Done;
  }

  @Test
  void a_job_in_order_is_enabled_by_its_preflight() throws Exception {
    start(premises.sight(), Allowance.USUAL);
    enable(SPEC);
    assertThat(report(SPEC).parts())
        .hasSize(13)
        .allMatch(Preflight.Part::passed)
        .allMatch(part -> !part.evidence().isBlank());
    assertThat(premises.job(SPEC).phase()).isEqualTo(new Phase.On());
  }

  @Test
  void a_job_whose_program_is_gone_is_not_enabled_and_says_what_to_do() throws Exception {
    Files.delete(premises.folder.resolve("watch.sh"));
    start(premises.sight(), Allowance.USUAL);
    enable(SPEC);
    assertThat(report(SPEC).parts())
        .filteredOn(part -> !part.passed())
        .containsExactly(
            new Preflight.Part(
                "agent",
                false,
                "[./watch.sh] names no executable program, from " + premises.folder,
                "Install the program or make it executable (chmod +x), or correct the agent's"
                    + " 'run'."));
    assertThat(premises.job(SPEC).phase())
        .isInstanceOfSatisfying(
            Phase.Off.class,
            off -> assertThat(off.why()).startsWith("the preflight failed: agent ("));
  }

  @Test
  void a_look_that_breaks_is_a_part_that_failed() throws Exception {
    start(
        sight(_ -> {
          throw new IllegalStateException("broken with " + Premises.SECRET);
        }),
        HASTY);
    premises.sight().secrets().redaction().learn(Premises.SECRET);
    enable(SPEC);
    assertThat(report(SPEC).parts())
        .filteredOn(part -> !part.passed())
        .containsExactly(broken("destination"), broken("escalation"));
  }

  private static Preflight.Part broken(String name) {
    return new Preflight.Part(
        name,
        false,
        "the look itself failed: java.lang.IllegalStateException: broken with ***",
        "Report this as a bug, with the stack trace in the log.");
  }

  @Test
  void a_look_that_takes_too_long_is_a_part_that_failed() throws Exception {
    var never = new CountDownLatch(1);
    start(
        sight(_ -> {
          never.await();
          return new Probed.Passed("at last");
        }),
        HASTY);
    enable(SPEC);
    assertThat(report(SPEC).parts())
        .filteredOn(part -> part.name().equals("destination"))
        .containsExactly(
            new Preflight.Part(
                "destination",
                false,
                "not answered within 300 ms",
                "See why it takes so long, then ask for the preflight again."));
  }

  @Test
  void only_so_many_jobs_are_looked_at_at_once() throws Exception {
    var gate = new Semaphore(0);
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    var allowance =
        new Allowance(2, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMillis(50));
    var entered = new CountDownLatch(4);
    start(
        sight(_ -> {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          entered.countDown();
          gate.acquire();
          inside.decrementAndGet();
          return new Probed.Passed("seen");
        }),
        allowance);
    for (int i = 0; i < 5; i++) {
      enable(Premises.spec("job" + i, Premises.to("notes", "")));
    }
    assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
    gate.release(100);
    for (int i = 0; i < 5; i++) {
      assertThat(report(Premises.spec("job" + i, Premises.to("notes", ""))).passed()).isTrue();
    }
    // Two looks, destination and escalation, for each of two jobs.
    assertThat(most).hasValue(4);
  }

  @Test
  void a_report_is_kept_while_the_desk_takes_nothing() throws Exception {
    var mayEnd = new CountDownLatch(1);
    var entered = new CountDownLatch(1);
    start(
        sight(_ -> {
          entered.countDown();
          mayEnd.await();
          return new Probed.Passed("seen");
        }),
        Allowance.USUAL);
    enable(SPEC);
    assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
    premises.desk.close();
    mayEnd.countDown();
    assertThat(premises.desk.awaitRefusal()).isTrue();
    premises.desk.open();
    assertThat(report(SPEC).passed()).isTrue();
  }

  @Test
  void what_a_stopped_node_leaves_is_looked_at_again_when_its_lease_is_over() throws Exception {
    var entered = new CountDownLatch(1);
    var stopped =
        start(
            sight(_ -> {
              entered.countDown();
              new CountDownLatch(1).await();
              return new Probed.Passed("never");
            }),
            new Allowance(1, Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofMillis(50)));
    enable(SPEC);
    assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
    stopped.stop(Duration.ZERO);
    assertThat(premises.job(SPEC).preflight()).isInstanceOf(Preflight.Checking.class);
    premises.desk.await(Premises.id(SPEC), _ -> isWantedAgain());
    start(premises.sight(), Allowance.USUAL);
    assertThat(report(SPEC).passed()).isTrue();
  }

  private boolean isWantedAgain() {
    premises.desk.order(Premises.id(SPEC), new JobCommand.Wake());
    return premises.job(SPEC).preflight() instanceof Preflight.Wanted;
  }
}
