package dev.holdfast.execution.models;

import dev.holdfast.core.Expressions;
import dev.holdfast.core.Expressions.Truth;
import dev.holdfast.core.config.AgentSpec;
import dev.holdfast.core.models.Addressee;
import dev.holdfast.core.models.Features;
import dev.holdfast.core.models.Finish;
import dev.holdfast.core.models.Lowering;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.ModelsPolicy;
import dev.holdfast.core.models.Needs;
import dev.holdfast.core.models.Question;
import dev.holdfast.execution.attempt.Deadline;
import dev.holdfast.ledger.Meter;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// An agent's questions, one after the other. Where the agent has a stronger tier, that one goes on
/// from the first question that calls for it, or after the first answer that is no good; and it
/// stays. Where a budget runs low when the first question is put, a smaller tier answers, and that
/// stays, too: nothing steps down on its way. Every question that goes elsewhere says why, so that
/// a later attempt goes on as this one has begun.
public final class Talk {
  private final Checked checked;
  private final AgentSpec.Model agent;
  private final Terms terms;
  private final int staleBefore;
  private boolean begun;
  private Lowering lowering;
  private String because;

  /// What the asker is pinned to, and what it goes by now.
  ///
  /// @param lows the asker's budgets that run low
  /// @param able who can do what is needed, as far as anybody knows
  record Terms(
      ModelsPolicy policy,
      Expressions expressions,
      Deadline deadline,
      Supplier<List<Lowering.Low>> lows,
      Function<Needs, Predicate<ModelId>> able,
      Meter meter) {}

  Talk(Checked checked, AgentSpec.Model agent, Terms terms, Earlier earlier) {
    this.checked = checked;
    this.agent = agent;
    this.terms = terms;
    this.begun = !earlier.isEmpty();
    this.lowering = earlier.lowering(agent.asks());
    this.because = agent.escalation().isNone() ? "" : earlier.rose();
    this.staleBefore = earlier.stale();
  }

  /// How many rounds of tool use had brought nothing new when this attempt began.
  public int staleBefore() {
    return staleBefore;
  }

  public Outcome ask(Question question, Features features) throws InterruptedException {
    begin(question);
    if (mayRise() && isCalledFor(features)) {
      because = agent.escalation().when();
    }
    var first = put(question, features);
    var fault = fault(first);
    if (fault.isEmpty() || !mayRise()) {
      return first;
    }
    because = fault;
    return put(question, features).after(first.attempts());
  }

  private void begin(Question question) {
    if (!begun) {
      begun = true;
      lowering = lowered(agent.asks(), Needs.of(question));
      Signals.lowered(terms.meter(), lowering);
    }
  }

  private Lowering lowered(Addressee asked, Needs needs) {
    return Lowering.of(terms.policy(), asked, terms.lows().get(), terms.able().apply(needs));
  }

  /// Not while a budget keeps questions from the stronger tier.
  private boolean mayRise() {
    return because.isEmpty()
        && !agent.escalation().isNone()
        && lowered(stronger(), Needs.NONE).isNone();
  }

  private Addressee stronger() {
    return new Addressee.Tier(agent.escalation().to());
  }

  /// What cannot be evaluated calls for nothing.
  private boolean isCalledFor(Features features) {
    var when = agent.escalation().when();
    return !when.isEmpty()
        && terms.expressions().test(when, features.facts()) instanceof Truth.Holds;
  }

  private Outcome put(Question question, Features features) throws InterruptedException {
    if (!because.isEmpty()) {
      return put(question, stronger(), new Grounds(because, features.staleRounds()));
    }
    var able = terms.able().apply(Needs.of(question));
    if (!lowering.isNone() && !lowering.isAble(terms.policy(), able)) {
      // Back to its own tier for good: what has gone up does not step down again.
      lowering = Lowering.none(agent.asks());
    }
    var why = new Grounds(lowering.because(), features.staleRounds());
    return put(question, lowering.to(), why);
  }

  private Outcome put(Question question, Addressee to, Grounds why) throws InterruptedException {
    return checked.ask(
        new Asking(to, agent.taskClass(), question, terms.deadline(), why, terms.policy()));
  }

  /// What is wrong with an answer, empty for nothing. That nobody answered is nothing that a
  /// stronger tier is for.
  private static String fault(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered(var reply, _, _) -> {
        if (reply.finish() == Finish.LENGTH) {
          yield "answer-too-long";
        }
        yield reply.said().wishes().isEmpty() && reply.said().text().isBlank()
            ? "answer-empty"
            : "";
      }
      case Outcome.Unanswered(var why, _, _, _) ->
          why.code().equals(Checked.CODE) ? Checked.CODE : "";
      case Outcome.BrokenOff _, Outcome.Refused _ -> "";
    };
  }
}
