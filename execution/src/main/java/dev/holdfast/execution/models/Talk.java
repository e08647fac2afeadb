package dev.holdfast.execution.models;

import dev.holdfast.core.Expressions;
import dev.holdfast.core.Expressions.Truth;
import dev.holdfast.core.config.AgentSpec;
import dev.holdfast.core.models.Addressee;
import dev.holdfast.core.models.Features;
import dev.holdfast.core.models.Finish;
import dev.holdfast.core.models.ModelsPolicy;
import dev.holdfast.core.models.Question;
import dev.holdfast.execution.attempt.Deadline;

/// An agent's questions, one after the other. Where the agent has a stronger tier, that one goes on
/// from the first question that calls for it, or after the first answer that is no good; and it
/// stays. Every question that it gets says why, so that a later attempt begins with it.
public final class Talk {
  private final Checked checked;
  private final AgentSpec.Model agent;
  private final Terms terms;
  private String because;

  /// What the asker is pinned to.
  record Terms(ModelsPolicy policy, Expressions expressions, Deadline deadline) {}

  /// @param because why an earlier attempt went to the stronger tier, empty where none did
  Talk(Checked checked, AgentSpec.Model agent, Terms terms, String because) {
    this.checked = checked;
    this.agent = agent;
    this.terms = terms;
    this.because = because;
  }

  public Outcome ask(Question question, Features features) throws InterruptedException {
    if (mayRise() && isCalledFor(features)) {
      because = agent.escalation().when();
    }
    var first = put(question);
    var fault = fault(first);
    if (fault.isEmpty() || !mayRise()) {
      return first;
    }
    because = fault;
    return put(question).after(first.attempts());
  }

  private boolean mayRise() {
    return because.isEmpty() && !agent.escalation().isNone();
  }

  /// What cannot be evaluated calls for nothing.
  private boolean isCalledFor(Features features) {
    var when = agent.escalation().when();
    return !when.isEmpty()
        && terms.expressions().test(when, features.facts()) instanceof Truth.Holds;
  }

  private Outcome put(Question question) throws InterruptedException {
    var to = because.isEmpty() ? agent.asks() : new Addressee.Tier(agent.escalation().to());
    return checked.ask(
        new Asking(to, agent.taskClass(), question, terms.deadline(), because, terms.policy()));
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
