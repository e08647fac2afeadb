package dev.holdfast.core.delegation;

import dev.holdfast.core.Decision;
import dev.holdfast.core.Lease;
import dev.holdfast.core.Refusal;
import dev.holdfast.core.Versions;
import java.time.Duration;
import java.time.Instant;

/// How a task comes into its lane and out of it.
final class Offering {
  private Offering() {}

  static Decision<TaskEvent> offer(
      Assignment assignment, String lane, Versions<DelegationPolicy> versions, Instant now) {
    var terms = TaskTerms.of(assignment.terms(), versions);
    var findings = ContractFindings.of(terms.contract());
    if (!findings.isEmpty()) {
      return new Decision.Refuse<>(
          new Refusal(Refusal.Reason.RULE, Diagnostics.incomplete(findings), findings));
    }
    var policy = terms.policy();
    var agent = policy.agents().get(terms.contract().agent());
    if (agent == null) {
      return Decision.refuse(
          Refusal.Reason.RULE, Diagnostics.unknownAgent(terms.contract(), policy));
    }
    var place = new Place(lane.isEmpty() ? agent.lane() : lane, agent.hands());
    if (!policy.lanes().containsKey(place.lane())) {
      return Decision.refuse(Refusal.Reason.RULE, Diagnostics.unknownLane(place.lane(), policy));
    }
    return Decision.accept(new TaskEvent.Offered(assignment, place, now.plus(policy.queueWait())));
  }

  /// Counts the attempt, then grants it: up to the lane's timeout, and never beyond what is left of
  /// the budget.
  static Decision<TaskEvent> lease(
      TaskState.Offered offered, TaskCommand.Lease wish, TaskTerms terms, Instant now) {
    var progress = offered.progress().leased();
    var left = terms.left(offered.progress());
    var lane = terms.policy().lanes().get(offered.place().lane());
    var longest = lane == null || lane.timeout().compareTo(left) > 0 ? left : lane.timeout();
    var deadline = now.plus(longest);
    var lease =
        new Lease(progress.fence(), wish.holder(), earlier(now.plus(wish.time()), deadline));
    return Decision.accept(new TaskEvent.Leased(lease, now, deadline));
  }

  static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
