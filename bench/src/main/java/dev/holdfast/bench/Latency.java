package dev.holdfast.bench;

import dev.holdfast.core.delegation.TaskState;
import dev.holdfast.ledger.Changed;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// P4: how long after a request was brought its task is in a worker's hands, at a steady fifty a
/// second. Requests come by the clock, whatever became of those before.
final class Latency {
  private static final int PER_SECOND = 50;
  private static final int WARM_UP = 400;
  private static final int CLAIM_MAX = 16;

  private final Settings settings;
  private final Map<String, Long> began = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Long> accepted = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Long> started = new ConcurrentLinkedQueue<>();

  Latency(Settings settings) {
    this.settings = settings;
  }

  Figures run() throws InterruptedException, SQLException {
    var figures = new Figures(settings);
    try (var place = Place.of(settings)) {
      var rigs = Rig.on(place, 1);
      var flow = new Flow(rigs.getFirst());
      try (var crew = new Crew()) {
        crew.work(1, () -> start(flow));
        crew.work(1, () -> flow.report(flow.claimDeliveries(CLAIM_MAX)));
        come(flow, 0, Math.min(WARM_UP, settings.count()), crew);
        accepted.clear();
        started.clear();
        come(flow, WARM_UP, settings.count(), crew);
      }
      var acceptance = Quantiles.of(accepted);
      var start = Quantiles.of(started);
      figures
          .count("requests", started.size())
          .count("requests per second", PER_SECOND)
          .measure("accept p50 ms", acceptance.p50())
          .measure("accept p99 ms", acceptance.p99())
          .measure("accept to start p50 ms", start.p50())
          .measure("accept to start p99 ms", start.p99())
          .measure("accept to start max ms", start.max());
      Rig.stop(rigs, figures);
    }
    return figures;
  }

  private void come(Flow flow, int first, int count, Crew crew) throws InterruptedException {
    var open = new CountDownLatch(count);
    long micros = TimeUnit.SECONDS.toMicros(1) / PER_SECOND;
    try (var clock = Executors.newSingleThreadScheduledExecutor()) {
      var numbers = new ArrayList<Integer>();
      for (int i = 0; i < count; i++) {
        numbers.add(first + i);
      }
      var due = numbers.iterator();
      var ticking =
          clock.scheduleAtFixedRate(
              () -> {
                if (due.hasNext()) {
                  int number = due.next();
                  crew.once(() -> ask(flow, number, open));
                }
              },
              0,
              micros,
              TimeUnit.MICROSECONDS);
      while (!open.await(1, TimeUnit.SECONDS)) {
        crew.check();
      }
      ticking.cancel(false);
    }
    while (started.size() < count) {
      crew.check();
      Thread.onSpinWait();
    }
  }

  private void ask(Flow flow, int number, CountDownLatch open) throws InterruptedException {
    long now = System.nanoTime();
    began.put(Flow.actor(number), now);
    flow.ask(number, Integer.MAX_VALUE);
    accepted.add(System.nanoTime() - now);
    open.countDown();
  }

  /// The worker's side: what it leased has started; then it is done at once.
  private void start(Flow flow) throws InterruptedException {
    var leased = flow.claimTasks(CLAIM_MAX);
    long now = System.nanoTime();
    for (Changed task : leased) {
      var actor = ((TaskState.Leased) task.state()).assignment().actor();
      var since = began.remove(actor);
      if (since != null) {
        started.add(now - since);
      }
    }
    flow.complete(leased);
  }
}
