package dev.holdfast.gateway.metrics;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.gateway.health.Queues;
import dev.holdfast.gateway.showing.Paced;
import dev.holdfast.ledger.Desk;
import dev.holdfast.ledger.LedgerUnavailable;
import dev.holdfast.ledger.Reader;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is looked up when somebody scrapes.
public final class Gauges {
  private static final Logger LOG = LoggerFactory.getLogger(Gauges.class);
  private static final double MILLIS = 1000;

  private final Reader reader;
  private final Versions<Policy> policy;
  private final InstantSource clock;
  private final Paced<Map<String, Long>> deliveries;
  private final Paced<Map<String, Long>> jobs;

  private Gauges(Reader reader, Versions<Policy> policy, InstantSource clock) {
    this.reader = reader;
    this.policy = policy;
    this.clock = clock;
    this.deliveries = new Paced<>(() -> reader.counts(Kind.DELIVERY));
    this.jobs = new Paced<>(() -> reader.counts(Kind.JOB));
  }

  public static void register(
      Metrics metrics, Desk desk, Reader reader, Versions<Policy> policy, InstantSource clock) {
    var gauges = new Gauges(reader, policy, clock);
    gauges.register(metrics.registry());
    gauges.registerJobs(metrics.registry());
    GaugeWithCallback.builder()
        .name("holdfast_intake_open")
        .help("1 while the desk takes submissions")
        .callback(gauge -> gauge.call(desk.intake() instanceof Desk.Intake.Open ? 1 : 0))
        .register(metrics.registry());
  }

  private void register(PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name("holdfast_waiting")
        .help("Items that wait in a lane (tasks) or for a channel (deliveries)")
        .labelNames("kind", "lane")
        .callback(gauge -> whileReadable(() -> waiting(gauge)))
        .register(registry);
    GaugeWithCallback.builder()
        .name("holdfast_lane_oldest_seconds")
        .help("How long the oldest item has waited in a lane (tasks) or for a channel (deliveries)")
        .labelNames("kind", "lane")
        .callback(gauge -> whileReadable(() -> oldest(gauge)))
        .register(registry);
    GaugeWithCallback.builder()
        .name("holdfast_overdue_seconds")
        .help("How long the longest due item has been due; negative when it is due later")
        .labelNames("kind")
        .callback(gauge -> whileReadable(() -> overdue(gauge)))
        .register(registry);
    GaugeWithCallback.builder()
        .name("holdfast_deliveries_unknown")
        .help("Deliveries that nobody can say happened, held for a person")
        .callback(gauge ->
            whileReadable(() -> gauge.call((double) deliveries.get().getOrDefault("unknown", 0L))))
        .register(registry);
  }

  private void registerJobs(PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name("holdfast_jobs")
        .help("Jobs by status")
        .labelNames("status")
        .callback(gauge ->
            whileReadable(
                () -> jobs.get().forEach((status, count) -> gauge.call((double) count, status))))
        .register(registry);
    GaugeWithCallback.builder()
        .name("holdfast_instant_oldest_seconds")
        .help("How long the oldest instant that was not fired yet has been due; 0 when none is")
        .callback(gauge -> whileReadable(() -> gauge.call(unfired())))
        .register(registry);
  }

  private double unfired() {
    var now = clock.instant();
    var due = reader.earliestDue(Kind.JOB).orElse(now);
    return Math.max(0, Duration.between(due, now).toMillis() / MILLIS);
  }

  private void waiting(GaugeWithCallback.Callback gauge) {
    queues((kind, line) -> gauge.call((double) line.waiting(), kind, line.name()));
  }

  private void oldest(GaugeWithCallback.Callback gauge) {
    queues((kind, line) -> gauge.call(line.age().toMillis() / MILLIS, kind, line.name()));
  }

  private void queues(BiConsumer<String, Queues.Line> each) {
    var queues = new Queues(reader, clock.instant());
    queues.tasks(policy.now()).forEach(line -> each.accept(Kind.TASK.word(), line));
    queues.deliveries(policy.now()).forEach(line -> each.accept(Kind.DELIVERY.word(), line));
  }

  private void overdue(GaugeWithCallback.Callback gauge) {
    for (var kind : List.of(Kind.TASK, Kind.DELIVERY, Kind.EFFECT, Kind.JOB)) {
      reader
          .earliestDue(kind)
          .ifPresent(due ->
              gauge.call(Duration.between(due, clock.instant()).toMillis() / MILLIS, kind.word()));
    }
  }

  /// A scrape still tells the rest while the store cannot be read.
  static void whileReadable(Runnable look) {
    try {
      look.run();
    } catch (LedgerUnavailable unavailable) {
      LOG.atDebug()
          .setMessage("metrics.store-unreadable")
          .addKeyValue("code", unavailable.diagnostic().code())
          .log();
    }
  }
}
