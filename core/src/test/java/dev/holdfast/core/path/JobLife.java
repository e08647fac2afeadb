package dev.holdfast.core.path;

import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delegation.Fault;
import dev.holdfast.core.delegation.TaskCommand;
import dev.holdfast.core.delegation.TaskState;
import dev.holdfast.core.delivery.DeliveryCommand;
import dev.holdfast.core.delivery.DeliveryState;
import dev.holdfast.core.delivery.Sent;
import dev.holdfast.core.scheduling.Author;
import dev.holdfast.core.scheduling.Bounds;
import dev.holdfast.core.scheduling.Breaker;
import dev.holdfast.core.scheduling.Deliver;
import dev.holdfast.core.scheduling.Job;
import dev.holdfast.core.scheduling.JobCommand;
import dev.holdfast.core.scheduling.JobSpec;
import dev.holdfast.core.scheduling.JobState;
import dev.holdfast.core.scheduling.Missed;
import dev.holdfast.core.scheduling.Overlap;
import dev.holdfast.core.scheduling.Preflight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/// One seeded life of a few jobs: owners that save, enable, pause and hand topics over; clocks that
/// jump; runs that fail, drag on and are lost; nodes that are gone for hours.
final class JobLife {
  static final List<String> JOBS = List.of("morning", "watch", "once");
  private static final List<String> TOPICS = List.of("site", "parcels");
  private static final List<String> OUTPUTS =
      List.of("\"fine\"", "\"fine\"", "\"other\"", "\"invalid\"");

  private final Random random;
  final World world;
  private long numbers;

  JobLife(long seed) {
    // Neighbouring seeds begin alike; spread them.
    this.random = new Random(seed * 0x9e3779b97f4a7c15L);
    this.world = new World(Policies.with(Policies.contract()));
  }

  static StreamId id(String job) {
    return StreamId.named(Kind.JOB, job);
  }

  void step() {
    var job = pick(JOBS);
    switch (random.nextInt(20)) {
      case 0, 1 -> save(job);
      case 2, 3 -> tell(job, new JobCommand.Enable("wanted"));
      case 4 -> owners(job);
      case 5, 6 -> preflight(job);
      case 7, 8, 9 -> work();
      case 10 -> deliver();
      case 11 -> pass(Duration.ofHours(random.nextInt(30)));
      case 12 -> pass(Duration.ofHours(-random.nextInt(3)));
      default -> {
        pass(Duration.ofSeconds(random.nextInt(400)));
        work();
      }
    }
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  void tell(String job, JobCommand command) {
    world.tell(id(job), command);
  }

  private void owners(String job) {
    tell(
        job,
        switch (random.nextInt(7)) {
          case 0 -> new JobCommand.Disable("unwanted");
          case 1 -> new JobCommand.Pause("away", world.now().plus(minutes(1, 600)));
          case 2 -> new JobCommand.Run("now");
          case 3 ->
              new JobCommand.Backfill(
                  world.now().minus(minutes(60, 600)), world.now().minus(minutes(1, 60)));
          case 4 -> new JobCommand.Examine();
          case 5 -> new JobCommand.Remove(author(), JobCommand.Expected.ANY);
          default -> new JobCommand.Enable("again");
        });
  }

  private Duration minutes(int from, int to) {
    return Duration.ofMinutes(from + random.nextInt(to - from));
  }

  private static Author author() {
    return new Author("ada", "better", Author.Source.API);
  }

  private void save(String job) {
    var revision =
        random.nextBoolean() ? JobCommand.Expected.ANY : new JobCommand.Expected(random.nextInt(3));
    var from = random.nextInt(3) == 0 ? pick(JOBS) : "";
    tell(job, new JobCommand.Save(spec(job), ++numbers, author(), revision, from));
  }

  private JobSpec spec(String job) {
    var times =
        switch (random.nextInt(4)) {
          case 0 -> every(Duration.ofSeconds(30), world.now());
          case 1 -> every(Duration.ofMinutes(5), Instant.parse("2026-11-23T00:00:00Z"));
          case 2 -> cron("0 2,9 * * *");
          default -> once(world.now().plus(minutes(1, 90)));
        };
    var deliver =
        random.nextInt(4) == 0
            ? new Deliver.None()
            : new Deliver.Path(
                "ops", pick(List.of(Deliver.Category.values())), "", pick(repeats()));
    return new JobSpec(
        new JobSpec.Identity(job, pick(TOPICS) + (random.nextInt(3) == 0 ? "" : job), "ops", ""),
        times,
        new JobSpec.Work("echo", Json.EMPTY),
        deliver,
        new JobSpec.Manner(
            pick(List.of(Overlap.values())),
            new Missed(pick(List.of(Missed.Policy.values())), minutes(2, 300)),
            bounds()),
        breaker());
  }

  private static List<Deliver.Repeat> repeats() {
    return List.of(Deliver.Repeat.values());
  }

  private Bounds bounds() {
    return random.nextInt(3) > 0
        ? Bounds.NONE
        : new Bounds(
            Duration.ofSeconds(random.nextInt(20)),
            world.now().plus(minutes(60, 3_000)),
            random.nextInt(6));
  }

  private Breaker breaker() {
    var limits =
        new Breaker.Limits(
            1 + random.nextInt(3), random.nextInt(80), random.nextInt(6), random.nextInt(5));
    return new Breaker(limits, minutes(1, 60), "ops");
  }

  static String every(Duration period, Instant anchor) {
    return line(dev.holdfast.core.schedule.Schedules.every(period, anchor));
  }

  static String cron(String text) {
    return line(dev.holdfast.core.schedule.Schedules.cron(text, "Europe/Berlin"));
  }

  static String once(Instant at) {
    var second = at.truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
    return line(dev.holdfast.core.schedule.Schedules.at(second.atOffset(java.time.ZoneOffset.UTC)));
  }

  private static String line(
      dev.holdfast.core.schedule.Reading<dev.holdfast.core.schedule.Schedule> reading) {
    return switch (reading) {
      case dev.holdfast.core.schedule.Reading.Understood<dev.holdfast.core.schedule.Schedule>(
              var schedule) ->
          schedule.line();
      case dev.holdfast.core.schedule.Reading.Refused<dev.holdfast.core.schedule.Schedule>(
              var findings) ->
          throw new AssertionError(findings);
    };
  }

  private void preflight(String job) {
    tell(job, new JobCommand.Check("node", Duration.ofMinutes(1)));
    if (random.nextInt(4) > 0 && state(job) instanceof JobState.Kept(var kept)) {
      report(job, kept, random.nextInt(5) > 0);
    }
  }

  JobState state(String job) {
    return (JobState) world.state(id(job));
  }

  private void report(String job, Job kept, boolean passed) {
    if (kept.preflight() instanceof Preflight.Checking(var lease, _, _, _)) {
      var part = new Preflight.Part("destination", passed, "seen", passed ? "" : "mend it");
      tell(job, new JobCommand.Report(lease.fence(), List.of(part)));
    }
  }

  void work() {
    for (var id : world.all(Kind.TASK)) {
      if (random.nextInt(3) > 0) {
        world.tell(id, new TaskCommand.Lease("w", Duration.ofSeconds(30)));
      }
      if (random.nextInt(3) > 0) {
        finish(id);
      }
    }
  }

  private void finish(StreamId id) {
    if (world.state(id) instanceof TaskState.Leased leased) {
      var fence = leased.lease().fence();
      world.tell(
          id,
          random.nextInt(4) == 0
              ? new TaskCommand.Fail(fence, new Fault("broken", "x", Fault.Retry.USELESS))
              : new TaskCommand.Complete(fence, World.output(pick(OUTPUTS)), List.of()));
    }
  }

  private void deliver() {
    for (var id : world.all(Kind.DELIVERY)) {
      world.tell(id, new DeliveryCommand.Attempt("c", Duration.ofSeconds(20)));
      if (world.state(id) instanceof DeliveryState.Sending sending && random.nextInt(4) > 0) {
        world.tell(
            id, new DeliveryCommand.Report(sending.lease().fence(), new Sent.Receipt("200")));
      }
    }
  }

  /// Lets time go on, or back, and wakes what is due, as the timekeeper does.
  void pass(Duration time) {
    world.pass(time);
    wake(Kind.TASK);
    wake(Kind.DELIVERY);
    for (int round = 0; round < 40 && wake(Kind.JOB); round++) {
      wake(Kind.TASK);
    }
  }

  private boolean wake(Kind kind) {
    boolean any = false;
    for (var id : world.all(kind)) {
      boolean due = world.standing(id).dueAt().filter(at -> !at.isAfter(world.now())).isPresent();
      if (due) {
        any = true;
        world.tell(
            id,
            switch (kind) {
              case TASK -> new TaskCommand.Wake();
              case DELIVERY -> new DeliveryCommand.Wake();
              default -> new JobCommand.Wake();
            });
      }
    }
    return any;
  }
}
