package dev.holdfast.core.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.run.RunState;
import dev.holdfast.core.scheduling.InstantRules;
import dev.holdfast.core.scheduling.InstantState;
import dev.holdfast.core.scheduling.Job;
import dev.holdfast.core.scheduling.JobEvent;
import dev.holdfast.core.scheduling.JobState;
import dev.holdfast.core.scheduling.Phase;
import dev.holdfast.core.scheduling.TopicState;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Thousands of seeded lives of jobs, with their books after every step (B2 moments, B9 owners, B11
/// alarms). A failing seed is printed and can be run alone.
class JobLivesTest {
  private static final int SEEDS = 1_200;
  private static final int STEPS = 80;

  @Test
  void the_books_balance_after_every_step_of_every_life() {
    var unseen = new HashSet<Class<?>>(List.of(JobEvent.class.getPermittedSubclasses()));
    for (long seed = 1; seed <= SEEDS; seed++) {
      var life = new JobLife(seed);
      for (int step = 0; step < STEPS; step++) {
        life.step();
        balance(life, "seed " + seed + ", step " + step);
      }
      unseen.removeIf(life.world::hasSeen);
    }
    assertThat(unseen).as("facts that no life led to").isEmpty();
  }

  private static void balance(JobLife life, String when) {
    moments(life.world, when);
    owners(life.world, when);
    alarms(life.world, when);
    life.pass(Duration.ZERO);
    nothingDueIsLeft(life.world, when);
  }

  private static void moments(World world, String when) {
    long left = 0;
    for (var id : world.all(Kind.JOB)) {
      left += world.standing(id).weight();
    }
    long right = 0;
    for (var id : world.all(Kind.INSTANT)) {
      right += world.standing(id).weight();
      boolean running = world.state(id) instanceof InstantState.Running;
      boolean working = world.state(id.as(Kind.RUN)) instanceof RunState.Working;
      assertThat(running).as(when + " " + id).isEqualTo(working);
    }
    assertThat(left).as(when + ": B2").isEqualTo(right);
    for (var name : JobLife.JOBS) {
      turn(world, name, when);
    }
  }

  private static void turn(World world, String name, String when) {
    var running =
        world.all(Kind.INSTANT).stream()
            .filter(id ->
                world.state(id) instanceof InstantState.Running(var firing)
                    && firing.job().equals(name))
            .toList();
    var waiting =
        world.all(Kind.INSTANT).stream()
            .filter(id ->
                world.state(id) instanceof InstantState.Waiting(var firing)
                    && firing.job().equals(name))
            .toList();
    var turn = job(world, name).map(Job::turn).orElse(Job.Turn.FREE);
    assertThat(running).as(when + " runs of " + name).hasSize(turn.isFree() ? 0 : 1);
    assertThat(waiting).as(when + " queue of " + name).hasSize(turn.waiting().isNone() ? 0 : 1);
    running.forEach(id ->
        assertThat(InstantRules.firing((InstantState) world.state(id)).moment())
            .as(when)
            .isEqualTo(turn.running()));
  }

  private static Optional<Job> job(World world, String name) {
    return world.state(JobLife.id(name)) instanceof JobState.Kept(var job)
        ? Optional.of(job)
        : Optional.empty();
  }

  private static void owners(World world, String when) {
    var owned = new HashSet<String>();
    for (var id : world.all(Kind.TOPIC)) {
      if (world.state(id) instanceof TopicState.Owned(var topic, var owner, var fence)) {
        var job = job(world, owner).orElseThrow();
        assertThat(job.spec().identity().topic()).as(when).isEqualTo(topic);
        assertThat(job.version().fence()).as(when + " " + topic).isEqualTo(fence);
        owned.add(owner);
      }
    }
    for (var name : JobLife.JOBS) {
      var works = job(world, name).filter(job -> job.phase() instanceof Phase.On).isPresent();
      assertThat(!works || owned.contains(name)).as(when + ": " + name + " has its topic").isTrue();
    }
  }

  private static void alarms(World world, String when) {
    long alarms = world.count(JobEvent.Tripped.class) + world.count(JobEvent.GivenUp.class);
    long told = said(world, "is out of service") + said(world, "was disabled");
    assertThat(told).as(when + ": B11").isEqualTo(alarms);
    assertThat(said(world, "ended with a failure"))
        .as(when + ": B11")
        .isEqualTo(world.count(JobEvent.LastFailed.class));
    assertThat(said(world, "works again"))
        .as(when + ": B11")
        .isEqualTo(world.count(JobEvent.Recovered.class));
  }

  private static long said(World world, String words) {
    return world.all(Kind.DELIVERY).stream()
        .filter(id -> subject(world, id).contains(words))
        .count();
  }

  private static String subject(World world, StreamId id) {
    return dev.holdfast.core.delivery.Deliveries.message(world.delivery(id)).content().subject();
  }

  /// Whatever is due is dealt with at once; what stays due would be woken again and again.
  private static void nothingDueIsLeft(World world, String when) {
    for (var id : world.all(Kind.JOB)) {
      assertThat(world.standing(id).dueAt().filter(at -> at.isBefore(world.now().minusSeconds(1))))
          .as(when + " " + world.state(id))
          .isEmpty();
    }
  }
}
