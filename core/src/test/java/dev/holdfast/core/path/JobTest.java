package dev.holdfast.core.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Decision;
import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import dev.holdfast.core.delegation.Fault;
import dev.holdfast.core.delegation.TaskCommand;
import dev.holdfast.core.delegation.TaskState;
import dev.holdfast.core.delivery.DeliveryCommand;
import dev.holdfast.core.delivery.DeliveryState;
import dev.holdfast.core.run.RunCommand;
import dev.holdfast.core.scheduling.Author;
import dev.holdfast.core.scheduling.Bounds;
import dev.holdfast.core.scheduling.Breaker;
import dev.holdfast.core.scheduling.Deliver;
import dev.holdfast.core.scheduling.InstantState;
import dev.holdfast.core.scheduling.Job;
import dev.holdfast.core.scheduling.JobCommand;
import dev.holdfast.core.scheduling.JobEvent;
import dev.holdfast.core.scheduling.JobRules;
import dev.holdfast.core.scheduling.JobSpec;
import dev.holdfast.core.scheduling.JobState;
import dev.holdfast.core.scheduling.Missed;
import dev.holdfast.core.scheduling.Overlap;
import dev.holdfast.core.scheduling.Phase;
import dev.holdfast.core.scheduling.Preflight;
import dev.holdfast.core.scheduling.SchedulingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// One job's life, step by step. Instants lie five minutes apart, on the hour; the clock starts at
/// 09:00:00.
class JobTest {
  private static final String JOB = "watch";
  private static final StreamId ID = JobLife.id(JOB);
  private static final Author ADA = new Author("ada", "", Author.Source.API);
  private static final Duration PERIOD = Duration.ofMinutes(5);

  private final World world = new World(Policies.with(Policies.contract()));
  private long numbers;

  private void save(JobSpec spec) {
    save(spec, "");
  }

  private void save(JobSpec spec, String from) {
    var command = new JobCommand.Save(spec, ++numbers, ADA, JobCommand.Expected.ANY, from);
    assertThat(world.tell(JobLife.id(spec.id()), command)).isEmpty();
  }

  private static JobSpec spec(Overlap overlap, Missed.Policy missed) {
    return spec(JOB, "site", overlap, new Missed(missed, Duration.ofHours(1)));
  }

  private static JobSpec spec(String id, String topic, Overlap overlap, Missed missed) {
    return new JobSpec(
        new JobSpec.Identity(id, topic, "ops", "site-down"),
        JobLife.every(PERIOD, Instant.parse("2026-11-23T00:00:00Z")),
        new JobSpec.Work("echo", Json.EMPTY),
        new Deliver.Path("ops", Deliver.Category.STATUS, "", Deliver.Repeat.ON_CHANGE),
        new JobSpec.Manner(overlap, missed, Bounds.NONE),
        new Breaker(Breaker.Limits.USUAL, Duration.ofMinutes(30), "ops"));
  }

  private void enable(String job) {
    world.tell(JobLife.id(job), new JobCommand.Enable(""));
    preflight(job, true);
  }

  private void preflight(String job, boolean passed) {
    var id = JobLife.id(job);
    world.tell(id, new JobCommand.Check("node", Duration.ofMinutes(1)));
    var checking = (Preflight.Checking) job(job).preflight();
    var part = new Preflight.Part("destination", passed, "looked", passed ? "" : "open the port");
    world.tell(id, new JobCommand.Report(checking.lease().fence(), List.of(part)));
  }

  private Job job(String name) {
    return ((JobState.Kept) world.state(JobLife.id(name))).job();
  }

  private Phase phase() {
    return job(JOB).phase();
  }

  private void wakeAfter(Duration time) {
    world.pass(time);
    world.tell(ID, new JobCommand.Wake());
  }

  private StreamId running() {
    var job = job(JOB);
    return job.turn().running().slot(job.version().number()).as(Kind.TASK);
  }

  private void finish(String output) {
    var task = running();
    world.tell(task, new TaskCommand.Lease("w", Duration.ofSeconds(30)));
    var fence = ((TaskState.Leased) world.state(task)).lease().fence();
    world.tell(task, new TaskCommand.Complete(fence, World.output(output), List.of()));
  }

  private void fail() {
    var task = running();
    world.tell(task, new TaskCommand.Lease("w", Duration.ofSeconds(30)));
    var fence = ((TaskState.Leased) world.state(task)).lease().fence();
    var fault = new Fault("broken", "it broke", Fault.Retry.USELESS);
    world.tell(task, new TaskCommand.Fail(fence, fault));
  }

  @Test
  void who_saves_enables_or_runs_it_touches_it_and_its_own_instants_do_not() {
    var began = world.now();
    save(spec(Overlap.SKIP, Missed.Policy.SKIP));
    assertThat(job(JOB).touched()).isEqualTo(began);
    world.pass(Duration.ofSeconds(30));
    enable(JOB);
    assertThat(job(JOB).touched()).isEqualTo(began.plusSeconds(30));
    wakeAfter(PERIOD);
    finish("\"fine\"");
    assertThat(job(JOB).touched()).isEqualTo(began.plusSeconds(30));
    world.pass(Duration.ofSeconds(30));
    world.tell(ID, new JobCommand.Run("look"));
    assertThat(job(JOB).touched()).isEqualTo(world.now());
  }

  private List<String> instants() {
    return world.all(Kind.INSTANT).stream().map(world::status).toList();
  }

  private long weight(String status) {
    return world.all(Kind.INSTANT).stream()
        .filter(id -> world.status(id).equals(status))
        .mapToLong(id -> world.standing(id).weight())
        .sum();
  }

  private List<String> subjects() {
    return world.all(Kind.DELIVERY).stream()
        .map(id -> dev.holdfast.core.delivery.Deliveries.message(world.delivery(id)))
        .map(message -> message.content().subject())
        .toList();
  }

  @Test
  void a_job_is_enabled_only_when_its_preflight_has_passed() {
    save(spec(Overlap.SKIP, Missed.Policy.SKIP));
    world.tell(ID, new JobCommand.Enable(""));
    assertThat(phase()).isInstanceOf(Phase.Enabling.class);
    preflight(JOB, false);
    assertThat(phase()).isInstanceOf(Phase.Off.class);
    wakeAfter(Duration.ofHours(1));
    assertThat(instants()).isEmpty();
    world.tell(ID, new JobCommand.Enable(""));
    preflight(JOB, true);
    assertThat(phase()).isInstanceOf(Phase.On.class);
  }

  @Test
  void an_instant_is_run_once_and_says_what_came_of_it() {
    save(spec(Overlap.SKIP, Missed.Policy.SKIP));
    enable(JOB);
    wakeAfter(PERIOD);
    world.tell(ID, new JobCommand.Wake());
    world.tell(ID, new JobCommand.Wake());
    assertThat(instants()).containsExactly("running");
    assertThat(dev.holdfast.core.delegation.Tasks.assignment(world.task(running())).input().text())
        .isEqualTo("{\"job\":\"watch\",\"instant\":\"2026-11-23T09:05:00Z\"}");
    finish("\"fine\"");
    assertThat(instants()).containsExactly("ran");
    assertThat(world.all(Kind.DELIVERY)).hasSize(1);
  }

  @Test
  void status_is_sent_on_change_only() {
    save(spec(Overlap.SKIP, Missed.Policy.SKIP));
    enable(JOB);
    for (var output : List.of("\"up\"", "\"up\"", "\"down\"", "\"up\"")) {
      wakeAfter(PERIOD);
      finish(output);
    }
    assertThat(instants()).containsExactly("ran", "ran", "ran", "ran");
    assertThat(world.all(Kind.DELIVERY)).hasSize(3);
  }

  /// Pair: catching up at start ↔ double fire, storms, an early use of a later slot.
  @Test
  void hours_without_anybody_are_missed_with_one_alert_and_nothing_fires_twice() {
    save(spec(Overlap.SKIP, Missed.Policy.SKIP));
    enable(JOB);
    wakeAfter(Duration.ofHours(3));
    assertThat(weight("missed")).isEqualTo(35);
    assertThat(weight("running")).isEqualTo(1);
    assertThat(subjects()).containsExactly("Job watch missed its time");
    assertThat(job(JOB).cursor().at()).isEqualTo(Instant.parse("2026-11-23T12:00:00Z"));
  }

  @Test
  void the_latest_missed_instant_is_run_where_the_owner_wants_it() {
    save(spec(Overlap.SKIP, Missed.Policy.RUN_LATEST));
    enable(JOB);
    wakeAfter(Duration.ofHours(3).plusMinutes(2));
    assertThat(job(JOB).turn().running().nominal()).isEqualTo("2026-11-23T12:00:00Z");
    assertThat(weight("skipped")).isEqualTo(35);
    assertThat(subjects()).isEmpty();
  }

  @Test
  void all_missed_instants_of_the_window_are_run_one_after_the_other_oldest_first() {
    save(spec(Overlap.SKIP, Missed.Policy.RUN_ALL));
    enable(JOB);
    wakeAfter(Duration.ofHours(3).plusMinutes(2));
    assertThat(weight("missed")).isEqualTo(24);
    assertThat(job(JOB).turn().running().nominal()).isEqualTo("2026-11-23T11:05:00Z");
    finish("\"fine\"");
    assertThat(job(JOB).turn().running().nominal()).isEqualTo("2026-11-23T11:10:00Z");
    for (int i = 0; i < 11; i++) {
      finish("\"fine\"");
    }
    assertThat(job(JOB).turn().isFree()).isTrue();
    assertThat(weight("ran")).isEqualTo(12);
  }

  @Test
  void a_step_of_the_clock_backwards_runs_nothing_again() {
    save(spec(Overlap.SKIP, Missed.Policy.SKIP));
    enable(JOB);
    wakeAfter(PERIOD);
    finish("\"fine\"");
    wakeAfter(Duration.ofHours(-2));
    wakeAfter(Duration.ofHours(2));
    assertThat(instants()).containsExactly("ran");
    wakeAfter(PERIOD);
    assertThat(instants()).containsExactly("ran", "running");
  }

  @Test
  void an_instant_that_comes_too_early_is_skipped_queued_or_takes_the_place() {
    save(spec(Overlap.SKIP, Missed.Policy.SKIP));
    enable(JOB);
    wakeAfter(PERIOD);
    wakeAfter(PERIOD);
    assertThat(instants()).containsExactlyInAnyOrder("running", "skipped");
    save(spec(Overlap.QUEUE_ONE, Missed.Policy.SKIP));
    wakeAfter(PERIOD);
    assertThat(instants()).containsExactlyInAnyOrder("running", "skipped", "waiting");
    finish("\"fine\"");
    assertThat(instants()).containsExactlyInAnyOrder("ran", "skipped", "running");
    save(spec(Overlap.CANCEL_RUNNING, Missed.Policy.SKIP));
    wakeAfter(PERIOD);
    assertThat(instants()).containsExactlyInAnyOrder("ran", "skipped", "ran-cancelled", "running");
  }

  @Test
  void what_keeps_failing_is_taken_out_once_tried_in_the_shadow_and_comes_back_with_one_note() {
    save(spec(Overlap.SKIP, Missed.Policy.SKIP));
    enable(JOB);
    for (int i = 0; i < 3; i++) {
      wakeAfter(PERIOD);
      fail();
    }
    assertThat(phase()).isInstanceOf(Phase.Tripped.class);
    assertThat(subjects()).filteredOn(said -> said.contains("out of service")).hasSize(1);
    wakeAfter(Duration.ofMinutes(29));
    assertThat(job(JOB).turn().isFree()).isTrue();
    wakeAfter(Duration.ofMinutes(1));
    fail();
    wakeAfter(Duration.ofMinutes(59));
    assertThat(job(JOB).turn().isFree()).as("the wait has doubled").isTrue();
    wakeAfter(Duration.ofMinutes(1));
    finish("\"fine\"");
    assertThat(phase()).isInstanceOf(Phase.On.class);
    assertThat(subjects()).filteredOn(said -> said.contains("out of service")).hasSize(1);
    assertThat(subjects()).filteredOn(said -> said.contains("works again")).hasSize(1);
    assertThat(world.count(JobEvent.Announced.class)).as("a trial says nothing").isZero();
  }

  @Test
  void a_reason_that_never_goes_away_is_given_up() {
    save(spec(Overlap.SKIP, Missed.Policy.SKIP));
    enable(JOB);
    for (int i = 0; i < 60 && !(phase() instanceof Phase.Off); i++) {
      wakeAfter(phase() instanceof Phase.Tripped ? Duration.ofHours(24) : PERIOD);
      fail();
    }
    assertThat(phase()).isInstanceOf(Phase.Off.class);
    assertThat(subjects()).filteredOn(said -> said.contains("was disabled")).hasSize(1);
  }

  @Test
  void a_failed_delivery_says_nothing_about_the_work() {
    save(spec(Overlap.SKIP, Missed.Policy.SKIP));
    enable(JOB);
    for (int i = 0; i < 5; i++) {
      wakeAfter(PERIOD);
      finish("\"" + i + "\"");
      var delivery = world.all(Kind.DELIVERY).getLast();
      world.tell(delivery, new DeliveryCommand.Attempt("c", Duration.ofSeconds(20)));
      var fence = ((DeliveryState.Sending) world.state(delivery)).lease().fence();
      world.tell(
          delivery,
          new DeliveryCommand.Report(
              fence, new dev.holdfast.core.delivery.Sent.Permanent("refused", "404")));
    }
    assertThat(phase()).isInstanceOf(Phase.On.class);
  }

  @Test
  void a_cancelled_run_says_nothing_about_the_work() {
    save(spec(Overlap.SKIP, Missed.Policy.SKIP));
    enable(JOB);
    for (int i = 0; i < 2; i++) {
      wakeAfter(PERIOD);
      world.tell(running().as(Kind.RUN), new RunCommand.Cancel("enough"));
    }
    wakeAfter(PERIOD);
    fail();
    assertThat(instants()).containsExactly("ran-cancelled", "ran-cancelled", "ran-failed");
    assertThat(phase()).as("one failure, not three").isInstanceOf(Phase.On.class);
  }

  @Test
  void a_topic_has_one_owner_and_is_handed_over_only_by_name() {
    save(spec(Overlap.SKIP, Missed.Policy.SKIP));
    enable(JOB);
    wakeAfter(PERIOD);
    finish("\"fine\"");
    var other = spec("other", "site", Overlap.SKIP, new Missed(Missed.Policy.SKIP, PERIOD));
    var refused =
        world.tell(
            JobLife.id("other"), new JobCommand.Save(other, 9, ADA, JobCommand.Expected.ANY, ""));
    assertThat(refused).get().asString().contains("'watch'");
    save(other, JOB);
    assertThat(phase()).isInstanceOf(Phase.Off.class);
    assertThat(world.tell(ID, new JobCommand.Enable(""))).isPresent();
    var late = world.all(Kind.DELIVERY).getFirst();
    world.tell(late, new DeliveryCommand.Attempt("c", Duration.ofSeconds(20)));
    assertThat(world.status(late)).as("stopped at the door").isEqualTo("suppressed");
  }

  @Test
  void an_edit_takes_effect_at_the_next_instant_and_loses_none() {
    save(spec(Overlap.SKIP, Missed.Policy.SKIP));
    enable(JOB);
    world.pass(PERIOD);
    var slower =
        new JobSpec(
            spec(Overlap.SKIP, Missed.Policy.SKIP).identity(),
            JobLife.every(Duration.ofHours(1), Instant.parse("2026-11-23T00:00:00Z")),
            new JobSpec.Work("child", Json.EMPTY),
            new Deliver.None(),
            spec(Overlap.SKIP, Missed.Policy.SKIP).manner(),
            spec(Overlap.SKIP, Missed.Policy.SKIP).breaker());
    save(slower);
    assertThat(instants()).as("it was due before the edit").containsExactly("running");
    var firing = ((InstantState.Running) world.state(world.all(Kind.INSTANT).getFirst())).firing();
    assertThat(firing.order().contract()).isEqualTo("echo");
    assertThat(firing.deliver()).isInstanceOf(Deliver.Path.class);
    finish("\"fine\"");
    wakeAfter(Duration.ofMinutes(50));
    assertThat(instants()).hasSize(1);
    wakeAfter(Duration.ofMinutes(5));
    assertThat(instants()).hasSize(2);
  }

  @Test
  void two_people_who_save_do_not_overwrite_each_other() {
    save(spec(Overlap.SKIP, Missed.Policy.SKIP));
    save(spec(Overlap.QUEUE_ONE, Missed.Policy.SKIP));
    var stale =
        new JobCommand.Save(
            spec(Overlap.SKIP, Missed.Policy.RUN_ALL), 9, ADA, new JobCommand.Expected(1), "");
    assertThat(world.tell(ID, stale)).isPresent();
    assertThat(job(JOB).spec().manner().overlap()).isEqualTo(Overlap.QUEUE_ONE);
  }

  @Test
  void a_backfill_runs_what_never_ran_and_nothing_else() {
    save(spec(Overlap.SKIP, Missed.Policy.SKIP));
    enable(JOB);
    wakeAfter(PERIOD);
    finish("\"1\"");
    wakeAfter(Duration.ofMinutes(20));
    finish("\"2\"");
    assertThat(weight("missed")).isEqualTo(3);
    var from = Instant.parse("2026-11-23T09:00:00Z");
    assertThat(world.tell(ID, new JobCommand.Backfill(from, from.plus(Duration.ofMinutes(25)))))
        .isEmpty();
    for (int i = 0; i < 3; i++) {
      finish("\"again " + i + "\"");
    }
    assertThat(job(JOB).turn().isFree()).isTrue();
    assertThat(weight("ran")).isEqualTo(5);
  }

  @Test
  void a_pause_ends_by_itself_and_what_it_covered_is_skipped_not_missed() {
    save(spec(Overlap.SKIP, Missed.Policy.RUN_ALL));
    enable(JOB);
    var until = world.now().plus(Duration.ofMinutes(31));
    assertThat(world.tell(ID, new JobCommand.Pause("release", until))).isEmpty();
    wakeAfter(Duration.ofMinutes(31));
    assertThat(phase()).isInstanceOf(Phase.On.class);
    assertThat(weight("skipped")).isEqualTo(6);
    assertThat(subjects()).isEmpty();
  }

  @Test
  void a_preflight_says_nothing_about_what_was_saved_while_it_looked() {
    save(spec(Overlap.SKIP, Missed.Policy.SKIP));
    world.tell(ID, new JobCommand.Enable(""));
    world.tell(ID, new JobCommand.Check("node", Duration.ofMinutes(1)));
    var fence = ((Preflight.Checking) job(JOB).preflight()).lease().fence();
    save(spec(Overlap.QUEUE_ONE, Missed.Policy.SKIP));
    world.tell(
        ID, new JobCommand.Report(fence, List.of(new Preflight.Part("owner", true, "looked", ""))));
    assertThat(phase()).isInstanceOf(Phase.Enabling.class);
    assertThat(job(JOB).preflight()).isInstanceOf(Preflight.Wanted.class);
    preflight(JOB, true);
    assertThat(phase()).isInstanceOf(Phase.On.class);
  }

  @Test
  void a_contract_that_is_gone_is_a_failure_and_no_defect() {
    var usual = spec(Overlap.SKIP, Missed.Policy.SKIP);
    save(
        new JobSpec(
            usual.identity(),
            usual.times(),
            new JobSpec.Work("gone", Json.EMPTY),
            usual.deliver(),
            usual.manner(),
            usual.breaker()));
    enable(JOB);
    for (int i = 0; i < 3; i++) {
      wakeAfter(PERIOD);
    }
    assertThat(instants()).containsExactly("ran-failed", "ran-failed", "ran-failed");
    assertThat(phase()).isInstanceOf(Phase.Tripped.class);
  }

  @Test
  void a_one_shot_has_one_end_and_stays_visible() {
    var once =
        new JobSpec(
            spec(Overlap.SKIP, Missed.Policy.SKIP).identity(),
            JobLife.once(Instant.parse("2026-11-23T10:00:00Z")),
            new JobSpec.Work("echo", Json.EMPTY),
            new Deliver.None(),
            spec(Overlap.SKIP, Missed.Policy.SKIP).manner(),
            spec(Overlap.SKIP, Missed.Policy.SKIP).breaker());
    save(once);
    enable(JOB);
    wakeAfter(Duration.ofHours(1));
    finish("\"fine\"");
    assertThat(phase()).isInstanceOf(Phase.Over.class);
    assertThat(instants()).containsExactly("ran");
    assertThat(world.all(Kind.DELIVERY)).as("deliver: none").isEmpty();
  }

  @Test
  void a_job_that_lost_what_it_needs_is_disabled_and_says_so_once() {
    save(spec(Overlap.SKIP, Missed.Policy.SKIP));
    enable(JOB);
    wakeAfter(Duration.ofHours(25));
    preflight(JOB, false);
    assertThat(phase()).isInstanceOf(Phase.Off.class);
    assertThat(subjects()).filteredOn(said -> said.contains("was disabled")).hasSize(1);
  }

  /// While a new workspace is rolled out, two nodes go by two versions of it.
  @Test
  void a_preflight_under_a_newer_workspace_speaks_for_an_older_one_and_not_the_other_way_round() {
    save(spec(Overlap.SKIP, Missed.Policy.SKIP));
    enable(JOB);
    assertThat(wokenUnder(0)).as("the older node").isEmpty();
    assertThat(wokenUnder(1)).as("its own").isEmpty();
    assertThat(wokenUnder(2)).as("the newer node").containsExactly(new JobEvent.PreflightAsked(0));
  }

  private List<JobEvent> wokenUnder(int version) {
    var decision =
        new JobRules()
            .decide(
                ID,
                (JobState) world.state(ID),
                new JobCommand.Wake(),
                new Versions<>() {
                  @Override
                  public int current() {
                    return version;
                  }

                  @Override
                  public SchedulingPolicy at(int any) {
                    return SchedulingPolicy.NONE;
                  }
                },
                world.now());
    return switch (decision) {
      case Decision.Accept<JobEvent>(var events) -> events;
      case Decision.Refuse<JobEvent>(var refusal) -> throw new AssertionError(refusal);
    };
  }
}
