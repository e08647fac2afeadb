package dev.holdfast.server;

import dev.holdfast.core.config.ServerSpec;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where spans go: what the workspace says, else what OpenTelemetry's own variables say, so that a
/// machine which is set up for all its programs needs nothing more.
final class Collector {
  private static final Logger LOG = LoggerFactory.getLogger(Collector.class);
  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String DISABLED = "OTEL_SDK_DISABLED";
  private static final Pattern ADDRESS =
      Pattern.compile(
          "https?://(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::\\d{1,5})?(?:/[!-~&&[^?#]]*)?");

  private Collector() {}

  /// Empty for nowhere. What the workspace says was checked when it was read; a variable that is no
  /// address is told and keeps nobody from starting.
  static String of(ServerSpec server, Map<String, String> environment) {
    var variable = environment.getOrDefault(ENDPOINT, "").strip();
    if (environment.getOrDefault(DISABLED, "").equalsIgnoreCase("true")) {
      return "";
    }
    if (!server.collector().isEmpty() || variable.isEmpty()) {
      return server.collector();
    }
    if (ADDRESS.matcher(variable).matches()) {
      return variable;
    }
    LOG.atWarn()
        .setMessage("spans.no-address")
        .addKeyValue("cause", ENDPOINT + " is no address of http or https")
        .addKeyValue("impact", "No spans are told; nothing else is concerned.")
        .addKeyValue("remediation", "Write it like http://127.0.0.1:4318, or unset it.")
        .log();
    return "";
  }
}
