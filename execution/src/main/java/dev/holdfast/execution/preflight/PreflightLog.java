package dev.holdfast.execution.preflight;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.scheduling.Preflight.Part;
import dev.holdfast.ledger.Meter;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/// Says and counts what became of each preflight.
final class PreflightLog {
  private static final Logger LOG = LoggerFactory.getLogger(Preflights.class);

  private final String job;
  private final Meter meter;

  PreflightLog(String job, Meter meter) {
    this.job = job;
    this.meter = meter;
  }

  void reported(List<Part> parts, Duration took) {
    var failed = parts.stream().filter(part -> !part.passed()).toList();
    var result = failed.isEmpty() ? "passed" : "failed";
    meter.count("preflight.done", "result", result);
    failed.forEach(part -> meter.count("preflight.part.failed", "part", part.name()));
    meter.time("preflight.time", took, "result", result);
    var event =
        on(failed.isEmpty() ? Level.INFO : Level.WARN, "preflight." + result)
            .addKeyValue("millis", took.toMillis());
    if (failed.isEmpty()) {
      event.log();
      return;
    }
    event
        .addKeyValue("failedParts", joined(failed, Part::name))
        .addKeyValue("evidence", joined(failed, Part::evidence))
        .addKeyValue("remediation", joined(failed, Part::nextAction))
        .log();
  }

  private static String joined(List<Part> parts, Function<Part, String> words) {
    return parts.stream().map(words).distinct().collect(Collectors.joining(" · "));
  }

  void refused(Diagnostic why) {
    failed(Level.WARN, "preflight.report-refused", why);
  }

  void lost(Diagnostic why) {
    failed(Level.ERROR, "preflight.report-lost", why);
  }

  /// The lease runs out, and the rules take it from there.
  void leftBehind() {
    on(Level.WARN, "preflight.left-behind")
        .addKeyValue("remediation", "None: its lease runs out and the job is looked at again.")
        .log();
  }

  void broke(RuntimeException defect) {
    on(Level.ERROR, "preflight.broke")
        .addKeyValue("remediation", "Report this as a bug, with the stack trace.")
        .setCause(defect)
        .log();
  }

  private void failed(Level level, String event, Diagnostic why) {
    on(level, event)
        .addKeyValue("code", why.code())
        .addKeyValue("cause", why.cause())
        .addKeyValue("remediation", why.nextAction())
        .log();
  }

  private LoggingEventBuilder on(Level level, String event) {
    return LOG.atLevel(level).setMessage(event).addKeyValue("job", job);
  }
}
