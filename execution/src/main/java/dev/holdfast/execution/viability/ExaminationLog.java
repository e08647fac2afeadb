package dev.holdfast.execution.viability;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.viability.Report;
import dev.holdfast.core.models.viability.Trait;
import dev.holdfast.ledger.Meter;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is told of examinations.
final class ExaminationLog {
  private static final Logger LOG = LoggerFactory.getLogger(Examiners.class);

  private final Meter meter;

  ExaminationLog(Meter meter) {
    this.meter = meter;
  }

  void examined(ModelId model, Report report, Duration took) {
    var found = report.found();
    var judgement = found.judgement();
    meter.time("model.examination", took, "provider", model.provider(), "found", judgement.word());
    switch (judgement) {
      case VIABLE ->
          LOG.atInfo()
              .setMessage("model.examined")
              .addKeyValue("model", model.text())
              .addKeyValue("tokens", found.tokens())
              .log();
      case FLAWED, UNTOLD ->
          LOG.atWarn()
              .setMessage("model." + judgement.word())
              .addKeyValue("model", model.text())
              .addKeyValue("failed", words(found.failed()))
              .addKeyValue("remediation", "holdfast models check " + model)
              .log();
    }
    if (!report.drift().isEmpty()) {
      meter.count("model.drifts", "provider", model.provider());
      LOG.atWarn()
          .setMessage("model.drifted")
          .addKeyValue("model", model.text())
          .addKeyValue("drift", String.join("; ", report.drift()))
          .addKeyValue("remediation", "see whether its answers are still what you need")
          .log();
    }
  }

  private static String words(List<Trait> failed) {
    return failed.stream().map(trait -> trait.aspect().word()).collect(Collectors.joining(", "));
  }

  void notTaken(ModelId model, Diagnostic why) {
    LOG.atWarn()
        .setMessage("model.examination-not-taken")
        .addKeyValue("model", model.text())
        .addKeyValue("code", why.code())
        .addKeyValue("cause", why.cause())
        .addKeyValue("remediation", why.nextAction())
        .log();
  }

  void broke(String what, RuntimeException defect) {
    LOG.atError()
        .setMessage("model.examination-broke")
        .addKeyValue("model", what)
        .addKeyValue("remediation", "Report this as a bug, with the stack trace.")
        .setCause(defect)
        .log();
  }
}
