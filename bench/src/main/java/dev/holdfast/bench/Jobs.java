package dev.holdfast.bench;

import dev.holdfast.bench.Herd.Beat;
import dev.holdfast.control.jobs.DeclaredJobs;
import dev.holdfast.core.Kind;
import dev.holdfast.core.scheduling.SchedulingPolicy.Declared;
import dev.holdfast.core.scheduling.Timetable;
import dev.holdfast.ledger.Changed;
import dev.holdfast.ledger.Reader;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/// P6: very many jobs are on, and some of them are due in every second: all at its beginning, or
/// spread over it by their jitter. How late they start, what they need of memory, what they cost
/// while none is due; and how long it takes to save many at once.
final class Jobs {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration SPREAD = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration SOON = Duration.ofMinutes(10);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
  private static final int SECONDS_MAX = 30;
  private static final int WARM_UP = 10;
  private static final int SAVED_MAX = 10_000;
  private static final int AGENTS = 2;
  private static final int CLAIM_MAX = 500;

  /// Nanoseconds that bringing on one job takes, where few were brought on to learn it from.
  private static final long EACH_MIN = 300_000;

  private static final double NANOS = 1e9;
  private static final double MICROS = 1e3;

  private final Settings settings;
  private final int seconds;
  private final Punctuality warmUp = new Punctuality();
  private final Punctuality bursts = new Punctuality();
  private final Punctuality spread = new Punctuality();

  Jobs(Settings settings) {
    this.settings = settings;
    this.seconds = Math.clamp(settings.count() / (3L * settings.rate()), 1, SECONDS_MAX);
  }

  Figures run() throws InterruptedException, SQLException {
    var figures = new Figures(settings);
    try (var place = Place.of(settings)) {
      var rig = new Rig(place);
      try {
        measure(rig, figures);
        save(rig, figures);
      } finally {
        rig.rest();
      }
      figures
          .count("heap limit MB", Heap.limit())
          .count("heap peak MB", Heap.peak())
          .count("heap live MB", Heap.live());
      Audit.into(figures, rig.ledger().reader(), 2L * settings.count());
      rig.close();
    }
    return figures;
  }

  private void measure(Rig rig, Figures figures) throws InterruptedException {
    var herd = new Herd(rig);
    int active = Math.min(settings.count(), settings.rate() * (2 * seconds + warmUpSeconds()));
    long began = System.nanoTime();
    asleep(herd, settings.count() - active);
    long each = Math.max(EACH_MIN, (System.nanoTime() - began) / Math.max(1, herd.written()));
    var first = begin(each * active);
    awake(herd, first);
    figures
        .count("jobs on", herd.written())
        .count("due per second", settings.rate())
        .measure(
            "jobs brought on per second", herd.written() * NANOS / (System.nanoTime() - began));
    Heap.forgetPeak();
    idle(first, figures);
    work(rig, figures);
  }

  /// When the first job may be due: after all are on and the idle time is over.
  private Instant begin(long loadingNanos) {
    return Instant.now()
        .plusNanos(loadingNanos * 2)
        .plusSeconds(seconds + 5L)
        .truncatedTo(ChronoUnit.SECONDS);
  }

  private int warmUpSeconds() {
    return Math.min(WARM_UP, seconds);
  }

  /// Jobs that are not due before tomorrow.
  private void asleep(Herd herd, int jobs) throws InterruptedException {
    var tomorrow = Instant.now().plus(DAY).truncatedTo(ChronoUnit.SECONDS);
    int at = 0;
    while (at < jobs) {
      var beats = new ArrayList<Beat>();
      while (at < jobs && beats.size() < CLAIM_MAX * 4) {
        beats.add(new Beat(DAY, tomorrow.plusSeconds(at++ % DAY.toSeconds()), Duration.ZERO));
      }
      herd.add(beats, _ -> {});
    }
  }

  /// Jobs that are due once in the time that is measured: for each second its own, and between the
  /// parts a rest, so that none is measured by what the one before has left behind.
  private void awake(Herd herd, Instant first) throws InterruptedException {
    var second = first;
    second = awake(herd, second, warmUpSeconds(), Duration.ZERO, warmUp).plusSeconds(seconds);
    second = awake(herd, second, seconds, Duration.ZERO, bursts).plusSeconds(seconds);
    awake(herd, second, seconds, SPREAD, spread);
  }

  private Instant awake(
      Herd herd, Instant first, int count, Duration jitter, Punctuality expectation)
      throws InterruptedException {
    for (int i = 0; i < count; i++) {
      var second = first.plusSeconds(i);
      var beats = new ArrayList<Beat>();
      for (int job = 0; job < settings.rate(); job++) {
        beats.add(new Beat(DAY, second, jitter));
      }
      herd.add(
          beats, job -> expectation.expect(job.version().number(), second, Timetable.offset(job)));
    }
    return first.plusSeconds(count);
  }

  /// What it costs while nothing is due.
  private void idle(Instant first, Figures figures) {
    var before = Cpu.now();
    LockSupport.parkNanos(Duration.ofSeconds(seconds).toNanos());
    var cpu = Cpu.now().since(before);
    if (!Instant.now().isBefore(first)) {
      throw new IllegalStateException("bringing on the jobs took too long: the first is due");
    }
    figures
        .count("idle seconds", seconds)
        .measure("idle process CPU ms per second", cpu.processNanos() / MICROS / MICROS / seconds)
        .measure("idle desk CPU ms per second", cpu.deskNanos() / MICROS / MICROS / seconds);
    LockSupport.parkNanos(Duration.between(Instant.now(), first.minusSeconds(1)).toNanos());
  }

  private void work(Rig rig, Figures figures) throws InterruptedException {
    var flow = new Flow(rig);
    var before = Cpu.now();
    int instants = missing();
    try (var crew = new Crew()) {
      var hands = new LinkedBlockingQueue<List<Changed>>();
      crew.work(1, () -> start(flow, hands));
      crew.work(AGENTS, () -> flow.complete(hands.take()));
      crew.work(1, () -> flow.report(flow.claimDeliveries(CLAIM_MAX)));
      var until = Instant.now().plus(Duration.ofSeconds(5L * seconds)).plus(PATIENCE);
      while (isUnderWay(rig.ledger().reader()) && Instant.now().isBefore(until)) {
        crew.check();
        LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      }
    }
    var cpu = Cpu.now().since(before);
    tell(figures, "all at once", bursts.lags());
    tell(figures, "spread", spread.lags());
    figures
        .count("instants", instants)
        .count("instants missed", missing())
        .measure("process CPU µs per instant", cpu.processNanos() / MICROS / instants)
        .measure("desk CPU µs per instant", cpu.deskNanos() / MICROS / instants);
  }

  private int missing() {
    return warmUp.missing() + bursts.missing() + spread.missing();
  }

  /// What is more than a minute late is missed and never starts: it is not waited for.
  private boolean isUnderWay(Reader reader) {
    return (missing() > 0 && isSoon(reader.earliestDue(Kind.JOB)))
        || reader.waiting(Kind.TASK, Terms.LANE) > 0
        || reader.waiting(Kind.DELIVERY, Terms.CHANNEL) > 0
        || !reader.list(new Reader.Query(Kind.TASK, "leased", 0, Long.MAX_VALUE, 1)).isEmpty();
  }

  private static boolean isSoon(Optional<Instant> due) {
    return due.filter(at -> at.isBefore(Instant.now().plus(SOON))).isPresent();
  }

  /// Who claims has always a hand free: an agent that is busy is not the scheduler's lag.
  private void start(Flow flow, Queue<List<Changed>> hands) throws InterruptedException {
    var leased = flow.claimTasks(CLAIM_MAX);
    warmUp.started(leased);
    bursts.started(leased);
    spread.started(leased);
    if (!leased.isEmpty()) {
      hands.add(leased);
    }
  }

  private static void tell(Figures figures, String how, Quantiles lags) {
    figures
        .measure("lag " + how + " p50 ms", lags.p50())
        .measure("lag " + how + " p99 ms", lags.p99())
        .measure("lag " + how + " max ms", lags.max());
  }

  /// As a server does that starts with a workspace which declares new jobs.
  private void save(Rig rig, Figures figures) throws InterruptedException {
    int count = Math.min(SAVED_MAX, settings.count());
    var beat =
        new Beat(DAY, Instant.now().plus(DAY).truncatedTo(ChronoUnit.SECONDS), Duration.ZERO);
    var declared = new HashMap<String, Declared>();
    for (int i = 0; i < count; i++) {
      var spec = Herd.spec(settings.count() + i, beat);
      declared.put(spec.id(), new Declared(spec, true));
    }
    var versions = Terms.declaring(declared);
    long began = System.nanoTime();
    new DeclaredJobs(rig.desk(), rig.ledger().reader()).apply(versions);
    figures
        .count("jobs saved at once", count)
        .measure("saving them s", (System.nanoTime() - began) / NANOS);
  }
}
