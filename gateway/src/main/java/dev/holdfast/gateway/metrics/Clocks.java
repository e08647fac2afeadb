package dev.holdfast.gateway.metrics;

import dev.holdfast.control.desk.ClockWatch;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/// How the clocks stand to one another.
public final class Clocks {
  private static final double MILLIS = 1000;

  private Clocks() {}

  public static void register(Metrics metrics, ClockWatch watch) {
    gauge(
        metrics,
        "holdfast_clock_offset_seconds",
        "How far this machine's clock is ahead of the store's",
        () -> seconds(watch.offset()));
    gauge(
        metrics,
        "holdfast_clock_step_seconds",
        "How far the store's clock was set in its latest step; 0 when in none",
        () -> seconds(watch.step()));
    gauge(
        metrics,
        "holdfast_clock_settling",
        "1 while nothing is woken because the clock was set",
        () -> watch.isSettling() ? 1 : 0);
  }

  private static void gauge(Metrics metrics, String name, String help, DoubleSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(gauge -> gauge.call(value.getAsDouble()))
        .register(metrics.registry());
  }

  private static double seconds(Duration time) {
    return time.toMillis() / MILLIS;
  }
}
