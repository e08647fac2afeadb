package dev.holdfast.core.delegation;

import dev.holdfast.core.Budget;
import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Fence;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Lease;
import dev.holdfast.core.Standing;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.spend.Amount;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// What people read about tasks.
final class Diagnostics {
  private static final String NOTHING_CHANGED = "The report changed nothing.";
  private static final String NOT_ENTERED = "The task was not accepted.";

  private Diagnostics() {}

  static Diagnostic notLeased(StreamId id) {
    return new Diagnostic(
        "not-leased",
        id + " is not leased now.",
        NOTHING_CHANGED,
        "Stop working on it and claim again.");
  }

  static Diagnostic staleFence(StreamId id, Fence fence, Lease lease) {
    return new Diagnostic(
        "stale-fence",
        id
            + " is held under fence "
            + lease.fence().number()
            + " by "
            + lease.holder()
            + "; fence "
            + fence.number()
            + " was presented.",
        NOTHING_CHANGED,
        "Stop working on it and claim again.");
  }

  static Diagnostic tooLate(StreamId id, Instant deadline) {
    return new Diagnostic(
        "deadline-passed",
        "The deadline of " + id + " was " + deadline + ".",
        NOTHING_CHANGED,
        "Stop working on it; give the contract a longer budget.time if this is its usual length.");
  }

  static Diagnostic nothingToConsume() {
    return new Diagnostic(
        "nothing-to-consume",
        "The task has no accepted result for this parent.",
        NOTHING_CHANGED,
        "Wait until it is accepted, and consume it as the task that delegated it.");
  }

  static Diagnostic incomplete(List<Finding> findings) {
    return new Diagnostic(
        "contract-incomplete",
        "The contract has " + findings.size() + " finding(s): " + listed(findings),
        NOT_ENTERED,
        "Mend every finding and send it again.");
  }

  static Diagnostic unknownAgent(Contract contract, DelegationPolicy policy) {
    return new Diagnostic(
        "unknown-agent",
        "The workspace has no agent '" + contract.agent() + "'.",
        NOT_ENTERED,
        "Name one of " + policy.agents().keySet().stream().sorted().toList() + ".");
  }

  static Diagnostic unknownLane(String lane, DelegationPolicy policy) {
    return new Diagnostic(
        "unknown-lane",
        "The workspace has no lane '" + lane + "'.",
        NOT_ENTERED,
        "Name one of " + policy.lanes().keySet().stream().sorted().toList() + ".");
  }

  static Diagnostic notAllowed(String tool, Contract contract) {
    return new Diagnostic(
        "not-allowed",
        "'" + tool + "' is not within the contract's allowance " + contract.allow() + ".",
        "The call was not made.",
        "Use what is allowed, or add it to 'allow' if the task really needs it.");
  }

  static Diagnostic noCallsLeft(String tool, Contract contract) {
    return new Diagnostic(
        "no-calls-left",
        "All "
            + contract.budget().toolCalls()
            + " calls of the contract are used; '"
            + tool
            + "' is one more.",
        "The call was not made.",
        "Finish with what is known, or raise budget.toolCalls.");
  }

  static Diagnostic noTurnsLeft(StreamId id) {
    return new Diagnostic(
        "no-turns-left",
        "This attempt of " + id + " has asked its model " + Progress.TURNS_MAX + " times.",
        "The model was not asked again.",
        "Split the objective, or give the agent clearer instructions.");
  }

  static Diagnostic budgetSpent(Amount used, Amount estimate, Budget budget) {
    return new Diagnostic(
        "task-budget-spent",
        "The question may cost %s; %s of the contract's %s are spent or put aside."
            .formatted(told(estimate, budget), told(used, budget), granted(budget)),
        "The model was not asked.",
        "Finish with what is known, ask shorter questions, or raise budget.tokens or"
            + " budget.money.");
  }

  private static String told(Amount amount, Budget budget) {
    var tokens = amount.tokens() + " tokens";
    return budget.money() == 0 ? tokens : tokens + " and " + amount.money() + " micro-units";
  }

  private static String granted(Budget budget) {
    return told(new Amount(budget.tokens(), budget.money()), budget);
  }

  static Diagnostic tooDeep(String tool) {
    return new Diagnostic(
        "too-deep",
        "The contract's budget.depth allows no further delegation; '" + tool + "' would be one.",
        "Nothing was delegated.",
        "Do the work in this task, or raise budget.depth.");
  }

  static Diagnostic attemptFailed(StreamId id, Fault fault) {
    return new Diagnostic(
        "attempt-failed",
        "The agent failed (" + fault.kind() + "): " + fault.message(),
        "This attempt of " + id + " produced no result.",
        "Look at `holdfast tasks show " + id + "` for the evidence.");
  }

  static Diagnostic timeIsUp(StreamId id, Contract contract) {
    return new Diagnostic(
        "time-spent",
        "The attempt ran to its deadline (budget.time " + contract.budget().time() + ").",
        "This attempt of " + id + " produced no result; whatever it still reports changes nothing.",
        "Look at what the agent did, or raise budget.time or the lane's timeout.");
  }

  static Diagnostic leaseLost(StreamId id, Lease lease) {
    return new Diagnostic(
        "lease-lost",
        lease.holder() + " stopped sending heartbeats before " + lease.expiresAt() + ".",
        "This attempt of " + id + " is lost; a late result changes nothing.",
        "Look whether the worker is alive.");
  }

  static Diagnostic waitedTooLong(StreamId id, Place place) {
    return new Diagnostic(
        "waited-too-long",
        id + " was not taken up in lane '" + place.lane() + "' in time.",
        "It was not executed.",
        place.hands() == Standing.Hands.WORKER
            ? "Start a worker that claims from this lane."
            : "Look at the lane's concurrency and at what occupies it.");
  }

  static Diagnostic gateFailed(Verdict verdict) {
    return new Diagnostic(
        "gate-failed",
        "The result did not pass: " + listed(verdict.findings()),
        "It was withheld.",
        "Decide by hand, or mend the agent and ask again.");
  }

  private static String listed(List<Finding> findings) {
    return findings.stream().map(Finding::toString).collect(Collectors.joining("; "));
  }
}
