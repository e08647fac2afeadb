package dev.holdfast.gateway.metrics;

import dev.holdfast.ledger.Meter;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;

/// Where all numbers of this process come together. Made first, because everything else counts
/// here.
public final class Metrics implements Meter {
  private static final String PREFIX = "holdfast_";
  private static final double NANOS = 1e9;
  private static final double[] SECONDS = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600
  };

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final ConcurrentHashMap<String, Counter> counters = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Histogram> timers = new ConcurrentHashMap<>();

  @Override
  public void count(String name, String... labels) {
    count(name, 1, labels);
  }

  @Override
  public void count(String name, long times, String... labels) {
    counters
        .computeIfAbsent(name, key -> counter(key, names(labels)))
        .labelValues(values(labels))
        .inc(times);
  }

  @Override
  public void time(String name, Duration took, String... labels) {
    timers
        .computeIfAbsent(name, key -> timer(key, names(labels)))
        .labelValues(values(labels))
        .observe(took.toNanos() / NANOS);
  }

  PrometheusRegistry registry() {
    return registry;
  }

  private Counter counter(String name, String... labels) {
    return Counter.builder()
        .name(word(name))
        .help("Count of " + name)
        .labelNames(labels)
        // They would look for a span of OpenTelemetry at each count, and load it for that.
        .withoutExemplars()
        .register(registry);
  }

  private Histogram timer(String name, String... labels) {
    return Histogram.builder()
        .name(word(name) + "_seconds")
        .help("Time of " + name)
        .labelNames(labels)
        .classicOnly()
        .classicUpperBounds(SECONDS)
        .withoutExemplars()
        .register(registry);
  }

  private static String word(String name) {
    return PREFIX + name.replace('.', '_').replace('-', '_');
  }

  private static String[] names(String... labels) {
    return every(0, labels);
  }

  private static String[] values(String... labels) {
    return every(1, labels);
  }

  /// Labels come as name, value, name, value.
  private static String[] every(int first, String... labels) {
    var some = new String[labels.length / 2];
    for (int i = 0; i < some.length; i++) {
      some[i] = labels[2 * i + first];
    }
    return some;
  }
}
