package dev.holdfast.execution.tools;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Json;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delegation.Contract;
import dev.holdfast.core.delegation.DelegationPolicy;
import dev.holdfast.core.delegation.Evidence;
import dev.holdfast.core.delegation.TaskState;
import dev.holdfast.execution.attempt.Attempt;
import dev.holdfast.execution.attempt.Permission;
import dev.holdfast.ledger.wire.ResultWire;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Delegates to one contract of the workspace, waits for the result, and takes it.
final class Delegation implements Tool {
  static final String PREFIX = "delegate.";

  private final String contractName;
  private final DelegationPolicy policy;
  private final Attempt attempt;
  private final Children children;
  private final Contract contract;

  Delegation(String contractName, DelegationPolicy policy, Attempt attempt, Children children) {
    this.contractName = contractName;
    this.policy = policy;
    this.attempt = attempt;
    this.children = children;
    this.contract = java.util.Objects.requireNonNull(policy.contracts().get(contractName));
  }

  @Override
  public String name() {
    return PREFIX + contractName;
  }

  @Override
  public String purpose() {
    return "Delegates to another agent and waits for its result. Objective: "
        + contract.objective();
  }

  @Override
  public Json parameters() {
    return new Json(
        "{\"type\":\"object\",\"additionalProperties\":true,"
            + "\"description\":\"the input of the delegated task\"}");
  }

  @Override
  public Used use(JsonNode arguments) throws InterruptedException {
    var lane = attempt.leased().place().lane();
    var agent = policy.agents().get(contract.agent());
    if (agent != null && agent.lane().equals(lane)) {
      // All places of a lane could be taken by tasks that wait for a place in it.
      return Used.error(
          "'"
              + contract.agent()
              + "' works in this task's own lane '"
              + lane
              + "', which would wait for itself; the workspace must give it another lane");
    }
    var input = ResultWire.output(arguments).value();
    return switch (children.have(contractName, contract, input)) {
      case Permission.Denied(var why) -> Used.error(why.cause() + " " + why.nextAction());
      case Permission.Over(var why) -> new Used.Over(why);
      case Permission.Granted(var child) -> await(child);
    };
  }

  private Used await(StreamId child) throws InterruptedException {
    var ended = children.ended(child);
    return ended.isPresent() ? told(child, ended.get()) : new Used.Over(late(child));
  }

  private Used told(StreamId child, TaskState state) throws InterruptedException {
    return switch (state) {
      case TaskState.Accepted(_, _, var output, _, _) -> {
        children.consume(child);
        yield new Used.Told(
            origin(child),
            output.value().text(),
            List.of(new Evidence("tool", name(), output.sha256(), child + " was accepted")));
      }
      case TaskState.Failed(_, _, var why) -> failed(child, why);
      case TaskState.Expired(_, _, var why) -> failed(child, why);
      case TaskState.Escalated(_, _, var why) -> failed(child, why);
      case TaskState.Rejected(_, _, var verdict) ->
          Used.failed(origin(child), "it did not pass the gate: " + verdict.findings());
      case TaskState.Cancelled(_, _, var reason) ->
          Used.failed(origin(child), "cancelled: " + reason);
      case TaskState.New _, TaskState.Offered _, TaskState.Resting _, TaskState.Leased _ ->
          throw new IllegalStateException(child + " has not ended");
    };
  }

  private Used failed(StreamId child, Diagnostic why) {
    return Used.failed(origin(child), why.code() + ": " + why.cause());
  }

  private String origin(StreamId child) {
    return name() + " " + child;
  }

  private static Diagnostic late(StreamId child) {
    return new Diagnostic(
        "timeout",
        child + " had not ended when the time of the task that delegated it was over.",
        "The attempt ended without its result.",
        "Give the parent a longer budget.time, or its lane a longer timeout.");
  }
}
