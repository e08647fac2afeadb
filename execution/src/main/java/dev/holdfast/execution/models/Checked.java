package dev.holdfast.execution.models;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Finding;
import dev.holdfast.core.models.Finish;
import dev.holdfast.core.models.Options.ToolChoice;
import dev.holdfast.core.models.Question;
import dev.holdfast.core.models.Routing.Hope;
import dev.holdfast.core.models.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Holds a buffered answer against what its asker demands of it. One that breaks that is asked once
/// to be repaired, with what is wrong and without tools; then it is no answer.
final class Checked {
  static final String CODE = "answer-breaks-schema";

  private static final int FINDINGS_MAX = 10;

  private final Lookout lookout;
  private final Demand demand;
  private final Journal journal;

  Checked(Lookout lookout, Demand demand, Journal journal) {
    this.lookout = lookout;
    this.demand = demand;
    this.journal = journal;
  }

  Outcome ask(Asking asking) throws InterruptedException {
    var first = put(asking);
    var wrong = wrong(first);
    if (wrong.isEmpty()) {
      return first;
    }
    var repaired = put(asking.with(repair(asking.question(), said(first), wrong)));
    var stillWrong = wrong(repaired);
    var second = repaired.after(first.attempts());
    return stillWrong.isEmpty() ? second : broken(second, stillWrong);
  }

  private Outcome put(Asking asking) throws InterruptedException {
    return new Route(lookout, asking, journal, new Manner.Buffered()).run();
  }

  /// What it breaks; none where there is no answer, or it is not the last word. One that reached
  /// its limit says so itself, and no repair gives it more room.
  private List<Finding> wrong(Outcome outcome) {
    return outcome instanceof Outcome.Answered(var reply, _, _)
            && reply.said().wishes().isEmpty()
            && reply.finish() != Finish.LENGTH
        ? demand.wrong(reply.said().text())
        : List.of();
  }

  private static Turn.Said said(Outcome outcome) {
    return outcome instanceof Outcome.Answered(var reply, _, _)
        ? reply.said()
        : new Turn.Said("", List.of());
  }

  private static Question repair(Question question, Turn.Said said, List<Finding> wrong) {
    var turns = new ArrayList<>(question.turns());
    turns.add(said);
    turns.add(
        Turn.Asked.of(
            "Your answer breaks the schema that it has to keep:\n"
                + told(wrong)
                + "\nAnswer again: the whole corrected JSON value, and nothing else."));
    return new Question(
        List.copyOf(turns), question.tools(), question.options().with(new ToolChoice.Never()));
  }

  private static Outcome broken(Outcome outcome, List<Finding> wrong) {
    var why =
        new Diagnostic(
            CODE,
            "The answer breaks its schema, also after one repair:\n" + told(wrong),
            "There is no answer that can be used.",
            "Ask a stronger model, or ask for a simpler schema.");
    return new Outcome.Unanswered(why, Hope.LATER, Duration.ZERO, outcome.attempts());
  }

  private static String told(List<Finding> wrong) {
    return wrong.stream()
        .limit(FINDINGS_MAX)
        .map(finding -> "- " + finding)
        .collect(Collectors.joining("\n"));
  }
}
