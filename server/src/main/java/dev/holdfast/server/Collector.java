package dev.holdfast.server;

import dev.holdfast.core.config.ServerSpec;
import java.util.Map;

/// Where spans go: what the workspace says, else what OpenTelemetry's own variables say, so that a
/// machine which is set up for all its programs needs nothing more.
final class Collector {
  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String DISABLED = "OTEL_SDK_DISABLED";

  private Collector() {}

  /// Empty for nowhere.
  static String of(ServerSpec server, Map<String, String> environment) {
    if (environment.getOrDefault(DISABLED, "").equalsIgnoreCase("true")) {
      return "";
    }
    var variable = environment.getOrDefault(ENDPOINT, "").strip();
    return server.collector().isEmpty() ? variable : server.collector();
  }
}
