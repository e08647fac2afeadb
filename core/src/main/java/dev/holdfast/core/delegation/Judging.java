package dev.holdfast.core.delegation;

import dev.holdfast.core.Output;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// From a reported result to its verdict and what follows from it.
final class Judging {
  private final TaskState.Leased leased;
  private final TaskTerms terms;
  private final Instant now;

  Judging(TaskState.Leased leased, TaskTerms terms, Instant now) {
    this.leased = leased;
    this.terms = terms;
    this.now = now;
  }

  List<TaskEvent> judge(Output output, List<Evidence> evidence) {
    var spent = Duration.between(leased.startedAt(), now);
    var progress = leased.progress().spending(spent);
    var assignment = leased.assignment();
    var parts =
        new Gate(terms.contract(), terms.policy().expressions())
            .judge(assignment.input(), progress, output, evidence);
    var verdict = new Verdict(outcome(parts, progress), output.sha256(), parts);
    return List.of(
        new TaskEvent.Judged(verdict, spent),
        switch (verdict.outcome()) {
          case PASS -> new TaskEvent.Accepted(output, evidence, handOff(assignment));
          case REWORK -> new TaskEvent.Reworked(verdict, now.plus(terms.policy().queueWait()));
          case REJECT -> new TaskEvent.Rejected(verdict);
          case ESCALATE ->
              new TaskEvent.Escalated(
                  Diagnostics.gateFailed(verdict), terms.contract().escalation().to());
        });
  }

  private static HandOff handOff(Assignment assignment) {
    return assignment.parent() == 0 ? HandOff.NONE : HandOff.PRODUCED;
  }

  private Verdict.Outcome outcome(List<Verdict.Part> parts, Progress progress) {
    if (parts.stream().allMatch(Verdict.Part::passed)) {
      return Verdict.Outcome.PASS;
    }
    // Whoever left its scope once is not asked again: the next attempt could do more harm.
    boolean leftScope =
        parts.stream().anyMatch(part -> part.name().equals("scope") && !part.passed());
    var outcome =
        leftScope || !terms.mayTryAgain(progress) ? Verdict.Outcome.REJECT : Verdict.Outcome.REWORK;
    var word = outcome == Verdict.Outcome.REJECT ? "reject" : "rework";
    return new Ending(terms, progress).escalates(word, "gate") ? Verdict.Outcome.ESCALATE : outcome;
  }
}
