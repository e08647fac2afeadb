package dev.holdfast.execution.preflight;

import dev.holdfast.core.scheduling.Preflight.Part;
import dev.holdfast.execution.attempt.Deadline;
import dev.holdfast.execution.probe.Probed;
import dev.holdfast.execution.secrets.Redaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at all parts together, each on a thread of its own, and gives each its time: the whole
/// takes no longer than one part may.
final class Examination {
  private static final Logger LOG = LoggerFactory.getLogger(Preflights.class);

  /// Characters of an evidence or a next action.
  private static final int WORDS_MAX = 500;

  private final Allowance allowance;
  private final Redaction redaction;

  Examination(Allowance allowance, Redaction redaction) {
    this.allowance = allowance;
    this.redaction = redaction;
  }

  /// One part for each look, in the same order.
  List<Part> of(List<Look> looks) throws InterruptedException {
    var begun = new ArrayList<FutureTask<Probed>>();
    for (var look : looks) {
      var task = new FutureTask<>(() -> look.probe().probe(allowance.probe()));
      begun.add(task);
      Thread.ofVirtual().name("look-" + look.name()).start(task);
    }
    try {
      var end = Deadline.in(allowance.part());
      var parts = new ArrayList<Part>();
      for (int i = 0; i < looks.size(); i++) {
        parts.add(part(looks.get(i).name(), seen(looks.get(i).name(), begun.get(i), end.left())));
      }
      return List.copyOf(parts);
    } finally {
      begun.forEach(task -> task.cancel(true));
    }
  }

  private Probed seen(String name, FutureTask<Probed> task, Duration left)
      throws InterruptedException {
    try {
      return task.get(left.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return new Probed.Failed(
          "not answered within " + allowance.part().toMillis() + " ms",
          "See why it takes so long, then ask for the preflight again.");
    } catch (ExecutionException broken) {
      LOG.atError()
          .setMessage("preflight.look-broke")
          .addKeyValue("part", name)
          .addKeyValue("remediation", "Report this as a bug, with the stack trace.")
          .setCause(broken.getCause())
          .log();
      return new Probed.Failed(
          "the look itself failed: " + broken.getCause(),
          "Report this as a bug, with the stack trace in the log.");
    }
  }

  private Part part(String name, Probed seen) {
    return switch (seen) {
      case Probed.Passed(var evidence) -> new Part(name, true, words(evidence), "");
      case Probed.Failed(var evidence, var nextAction) ->
          new Part(name, false, words(evidence), words(nextAction));
    };
  }

  private String words(String text) {
    var clean = redaction.redact(text).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return clean.length() <= WORDS_MAX ? clean : clean.substring(0, WORDS_MAX - 1) + "…";
  }
}
