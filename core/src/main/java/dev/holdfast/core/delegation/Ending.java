package dev.holdfast.core.delegation;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Expressions.Truth;
import java.util.Map;

/// How a task that did not succeed ends: handed over where the contract says so, else failed or
/// expired.
final class Ending {
  private final TaskTerms terms;
  private final Progress progress;

  Ending(TaskTerms terms, Progress progress) {
    this.terms = terms;
    this.progress = progress;
  }

  TaskEvent failed(String fault, Diagnostic diagnostic) {
    return unlessEscalated("fail", fault, diagnostic, new TaskEvent.Failed(diagnostic));
  }

  TaskEvent expired(Diagnostic diagnostic) {
    return unlessEscalated("expired", "timeout", diagnostic, new TaskEvent.Expired(diagnostic));
  }

  TaskEvent unlessEscalated(
      String verdict, String fault, Diagnostic diagnostic, TaskEvent otherwise) {
    return escalates(verdict, fault)
        ? new TaskEvent.Escalated(diagnostic, terms.contract().escalation().to())
        : otherwise;
  }

  boolean escalates(String verdict, String fault) {
    var escalation = terms.contract().escalation();
    if (escalation.to().isEmpty()) {
      return false;
    }
    Map<String, Object> facts =
        Map.of("attempts", (long) progress.attempts(), "verdict", verdict, "fault", fault);
    return switch (terms.policy().expressions().test(escalation.when(), facts)) {
      case Truth.Holds() -> true;
      case Truth.Fails() -> false;
      // A condition that cannot be evaluated goes to a person rather than to nobody.
      case Truth.Errs _ -> true;
    };
  }
}
