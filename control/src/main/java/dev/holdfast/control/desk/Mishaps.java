package dev.holdfast.control.desk;

import dev.holdfast.core.Diagnostic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the desk has to say of itself when a command was not carried out and nobody but the desk is
/// to blame.
final class Mishaps {
  static final String DEFECT = "defect";

  private static final Logger LOG = LoggerFactory.getLogger(Mishaps.class);

  private Mishaps() {}

  static Diagnostic contended() {
    return new Diagnostic(
        "contended",
        "Other nodes kept changing the same streams.",
        "The command was not carried out.",
        "Send it again.");
  }

  static Diagnostic defect(RuntimeException defect) {
    return new Diagnostic(
        DEFECT,
        "The desk met a defect of its own: " + defect,
        "The command was not carried out.",
        "Send it again; report the log entry 'desk.defect' if it comes back.");
  }

  static void log(RuntimeException defect) {
    LOG.atError()
        .setMessage("desk.defect")
        .addKeyValue("remediation", "report this entry with what was sent")
        .setCause(defect)
        .log();
  }
}
