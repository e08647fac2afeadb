package dev.holdfast.core.config;

import java.time.Duration;
import java.util.Set;

/// Where this server listens, keeps its ledger, and which planes it runs.
///
/// @param store `sqlite`, or a PostgreSQL URL as written (`postgresql://user@host:5432/db?…`)
/// @param data the data folder as written, resolved in the workspace folder
/// @param clockTolerance how far clocks may differ, or be set, before somebody is told
/// @param calls how much one token may ask models through one server
/// @param collector to whom spans are sent (OTLP over HTTP), empty for nobody
public record ServerSpec(
    String host,
    int port,
    String store,
    Set<Plane> planes,
    String data,
    Duration clockTolerance,
    Calls calls,
    String collector) {
  public static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(30);

  /// With the usual limits.
  public ServerSpec(String host, int port, String store, Set<Plane> planes, String data) {
    this(host, port, store, planes, data, CLOCK_TOLERANCE, Calls.USUAL, "");
  }

  /// @param perMinute questions begun in a minute
  /// @param atOnce questions under way
  public record Calls(int perMinute, int atOnce) {
    public static final Calls USUAL = new Calls(600, 64);
  }

  public enum Plane {
    CONTROL,
    EXECUTION
  }
}
