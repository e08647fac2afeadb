package dev.holdfast.bench;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// P1 and P2: whole lifecycles in process, from an accepted request to its delivered reply, beside
/// the bare program.
final class Lifecycle {
  private static final int WARM_UP = 6;
  private static final int WORKERS = 4;
  private static final int CLAIM_MAX = 128;
  private static final double NANOS = 1e9;
  private static final double MICROS = 1e3;
  private static final double MILLIS = 1e6;

  private final Settings settings;

  Lifecycle(Settings settings) {
    this.settings = settings;
  }

  Figures run() throws InterruptedException, SQLException {
    var figures = new Figures(settings);
    try (var place = Place.of(settings)) {
      var rigs = Rig.on(place, settings.nodes());
      measure(rigs, figures, place);
      Rig.stop(rigs, figures);
    }
    return figures;
  }

  private void measure(List<Rig> rigs, Figures figures, Place place)
      throws InterruptedException, SQLException {
    live(rigs, Math.max(1, settings.count() / WARM_UP));
    rigs.forEach(rig -> rig.tally().clear());
    var before = Cpu.now();
    long nanos = live(rigs, settings.count());
    var cpu = Cpu.now().since(before);
    double perSecond = settings.count() * NANOS / nanos;
    figures
        .count("lifecycles", settings.count())
        .count("outstanding", settings.outstanding())
        .count("nodes", settings.nodes())
        .measure("lifecycles per second", perSecond)
        .measure("process CPU µs per lifecycle", cpu.processNanos() / MICROS / settings.count())
        .measure("desk CPU µs per lifecycle", cpu.deskNanos() / MICROS / settings.count());
    var tally = rigs.getFirst().tally();
    figures
        .measure("commits per second", tally.commits() * NANOS / nanos)
        .measure("ms per commit", tally.commitNanos() / MILLIS / tally.commits())
        .measure("rows per commit", (double) tally.rows() / tally.commits())
        .measure("entries per commit", (double) tally.entries() / tally.commits())
        .measure("rows per lifecycle", (double) tally.rows() * rigs.size() / settings.count())
        .measure(
            "state bytes per lifecycle",
            (double) tally.stateBytes() * rigs.size() / settings.count())
        .measure(
            "entry bytes per lifecycle",
            (double) tally.entryBytes() * rigs.size() / settings.count());
    compare(perSecond / rigs.size(), tally, figures, place);
  }

  /// The bare program writes what one node wrote.
  private void compare(double perSecond, Tally tally, Figures figures, Place place)
      throws SQLException {
    try (var program = new BareProgram(place.bare())) {
      long nanos = program.write(tally);
      double bare = (double) settings.count() / settings.nodes() * NANOS / nanos;
      figures
          .measure("bare program per second", bare)
          .measure("ratio to the bare program", perSecond / bare);
    }
  }

  /// Takes `count` requests all the way; returns the nanoseconds that it took.
  private long live(List<Rig> rigs, int count) throws InterruptedException {
    var free = new Semaphore(settings.outstanding());
    var open = new CountDownLatch(count);
    var next = new AtomicInteger();
    long began = System.nanoTime();
    try (var crew = new Crew()) {
      for (var rig : rigs) {
        staff(crew, new Flow(rig), new Run(free, open, next, count));
      }
      while (!open.await(1, TimeUnit.SECONDS)) {
        crew.check();
      }
      return System.nanoTime() - began;
    }
  }

  private record Run(Semaphore free, CountDownLatch open, AtomicInteger next, int count) {}

  private void staff(Crew crew, Flow flow, Run run) {
    crew.work(
        settings.outstanding() / settings.nodes(),
        () -> {
          run.free().acquire();
          int number = run.next().getAndIncrement();
          if (number < run.count()) {
            flow.ask(number, settings.actors());
          }
        });
    crew.work(WORKERS, () -> flow.complete(flow.claimTasks(CLAIM_MAX)));
    crew.work(
        WORKERS,
        () -> {
          var sending = flow.claimDeliveries(CLAIM_MAX);
          flow.report(sending);
          sending.forEach(_ -> run.open().countDown());
          run.free().release(sending.size());
        });
  }
}
