package dev.holdfast.bench;

import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// P5: bare tasks, one by one or in batches: enqueued, leased, completed; nothing to deliver.
final class BareTasks {
  private static final int WARM_UP = 4;
  private static final int CALLERS = 32;
  private static final int CALLERS_WITH_BATCHES = 4;
  private static final int WORKERS = 2;
  private static final double NANOS = 1e9;
  private static final double MICROS = 1e3;

  private final Settings settings;

  BareTasks(Settings settings) {
    this.settings = settings;
  }

  Figures run() throws InterruptedException, SQLException {
    var figures = new Figures(settings);
    try (var place = Place.of(settings)) {
      var rigs = Rig.on(place, 1);
      var flow = new Flow(rigs.getFirst());
      work(flow, rounded(settings.count() / WARM_UP));
      int count = rounded(settings.count());
      var before = Cpu.now();
      long nanos = work(flow, count);
      var cpu = Cpu.now().since(before);
      figures
          .count("tasks", count)
          .count("batch", settings.batch())
          .count("callers", callers())
          .measure("tasks per second", count * NANOS / nanos)
          .measure("process CPU µs per task", cpu.processNanos() / MICROS / count)
          .measure("desk CPU µs per task", cpu.deskNanos() / MICROS / count);
      Rig.stop(rigs, figures);
    }
    return figures;
  }

  /// Whole batches.
  private int rounded(int count) {
    return Math.max(1, count / settings.batch()) * settings.batch();
  }

  private int callers() {
    return settings.batch() == 1 ? CALLERS : CALLERS_WITH_BATCHES;
  }

  private long work(Flow flow, int count) throws InterruptedException {
    var open = new CountDownLatch(count);
    var next = new AtomicInteger();
    int most = Math.max(CALLERS, settings.batch());
    long began = System.nanoTime();
    try (var crew = new Crew()) {
      crew.work(
          callers(),
          () -> {
            if (next.getAndAdd(settings.batch()) < count) {
              flow.offer(settings.batch());
            } else {
              open.await();
            }
          });
      crew.work(
          WORKERS,
          () -> {
            var leased = flow.claimTasks(most);
            if (!leased.isEmpty()) {
              flow.completeAtOnce(leased);
            }
            leased.forEach(_ -> open.countDown());
          });
      while (!open.await(1, TimeUnit.SECONDS)) {
        crew.check();
      }
      return System.nanoTime() - began;
    }
  }
}
