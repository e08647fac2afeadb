package dev.holdfast.core.delegation;

import dev.holdfast.core.Budget;
import dev.holdfast.core.Decision;
import dev.holdfast.core.Refusal;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.spend.Amount;
import java.time.Duration;
import java.time.Instant;

/// Carves a child's contract out of its parent's: it is never allowed more, and neither outlives
/// nor outspends it.
final class Carving {
  private final StreamId id;
  private final TaskState.Leased leased;
  private final TaskTerms terms;
  private final Instant now;

  Carving(StreamId id, TaskState.Leased leased, TaskTerms terms, Instant now) {
    this.id = id;
    this.leased = leased;
    this.terms = terms;
    this.now = now;
  }

  Decision<TaskEvent> delegate(TaskCommand.Delegate wish) {
    if (leased.progress().children().contains(wish.child())) {
      return Decision.nothing();
    }
    var tool = "delegate." + wish.contract();
    var parent = terms.contract();
    var child = terms.policy().contracts().get(wish.contract());
    if (child == null || !parent.allows(tool)) {
      return Decision.refuse(Refusal.Reason.RULE, Diagnostics.notAllowed(tool, parent));
    }
    if (parent.budget().depth() < 1) {
      return Decision.refuse(Refusal.Reason.RULE, Diagnostics.tooDeep(tool));
    }
    if (leased.progress().toolCalls() >= parent.budget().toolCalls()) {
      return Decision.refuse(Refusal.Reason.RULE, Diagnostics.noCallsLeft(tool, parent));
    }
    if (isSpent(parent.budget())) {
      var used = leased.progress().outlay().used();
      return Decision.refuse(
          Refusal.Reason.RULE, Diagnostics.budgetSpent(used, Amount.NONE, parent.budget()));
    }
    var own = leased.assignment();
    var written = new Terms.Written(carved(child, parent), own.terms().policyVersion());
    return Decision.accept(
        new TaskEvent.Delegated(
            wish.child(),
            wish.contract(),
            new Assignment(
                written,
                own.run(),
                id.key(),
                wish.input(),
                own.priority(),
                own.actor(),
                own.correlation())));
  }

  /// A child without money is bounded by tokens alone, so that nothing left is not carved as none.
  private boolean isSpent(Budget parent) {
    return parent.money() > 0 && leased.progress().outlay().used().money() >= parent.money();
  }

  private Contract carved(Contract child, Contract parent) {
    return new Contract(
        child.objective(),
        child.agent(),
        child.allow().stream().filter(parent::allows).toList(),
        child.scope(),
        child.schema(),
        budget(child.budget(), parent.budget()),
        child.checks(),
        child.escalation(),
        child.reversible(),
        child.rollback(),
        child.reply());
  }

  private Budget budget(Budget child, Budget parent) {
    var left = Duration.between(now, leased.deadline());
    var used = leased.progress().outlay().used();
    return new Budget(
        Offering.shorter(child.time(), left),
        Math.min(child.tokens(), parent.tokens() - Math.min(used.tokens(), parent.tokens())),
        Math.min(child.money(), parent.money() - Math.min(used.money(), parent.money())),
        Math.min(child.toolCalls(), parent.toolCalls() - leased.progress().toolCalls() - 1),
        Math.min(child.depth(), parent.depth() - 1),
        child.attempts());
  }
}
