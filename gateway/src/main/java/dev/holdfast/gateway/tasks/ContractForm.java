package dev.holdfast.gateway.tasks;

import dev.holdfast.core.Budget;
import dev.holdfast.core.Json;
import dev.holdfast.core.Standing.Hands;
import dev.holdfast.core.delegation.Contract;
import dev.holdfast.core.delegation.DelegationPolicy;
import dev.holdfast.gateway.http.Form;
import java.time.Duration;
import java.util.List;

/// Reads the contract that a task brings along.
final class ContractForm {
  private static final int CHECKS_MAX = 50;

  private final Form form;
  private final DelegationPolicy policy;

  ContractForm(Form form, DelegationPolicy policy) {
    this.form = form;
    this.policy = policy;
  }

  Contract read() {
    var escalate = form.part("escalate");
    return new Contract(
        form.text("objective", ""),
        agent(form.name("agent", ""), form.name("lane", "")),
        form.texts("allow"),
        form.texts("scope"),
        schema(form.part("output")),
        budget(form.part("budget")),
        form.parts("checks", CHECKS_MAX).stream()
            .map(check -> new Contract.Check(check.text("name", ""), check.text("that", "")))
            .toList(),
        new Contract.Escalation(escalate.text("when", ""), escalate.text("to", "")),
        form.flag("reversible", true) ? Contract.Reversible.YES : Contract.Reversible.NO,
        form.text("rollback", ""),
        form.text("reply", ""));
  }

  private static Json schema(Form output) {
    return output.json("schema");
  }

  private static Budget budget(Form budget) {
    return new Budget(
        budget.duration("time", Duration.ZERO),
        budget.whole("tokens", 0, 0, Long.MAX_VALUE),
        budget.whole("money", 0, 0, Long.MAX_VALUE),
        (int) budget.whole("toolCalls", 0, 0, Budget.TOOL_CALLS_MAX),
        (int) budget.whole("depth", 0, 0, Budget.DEPTH_MAX),
        (int) budget.whole("attempts", 1, 1, Budget.ATTEMPTS_MAX));
  }

  /// A task that names a lane only is for the workers of that lane.
  private String agent(String agent, String lane) {
    if (!agent.isEmpty()) {
      return agent;
    }
    var workers = lane.isEmpty() ? List.<String>of() : workers(lane);
    if (workers.size() == 1) {
      return workers.getFirst();
    }
    form.wrong(
        "agent",
        lane.isEmpty()
            ? "is missing, and no lane is named either"
            : "is missing, and lane '" + lane + "' has " + workers.size() + " kinds of workers");
    return "";
  }

  private List<String> workers(String lane) {
    return policy.agents().entrySet().stream()
        .filter(agent -> agent.getValue().hands() == Hands.WORKER)
        .filter(agent -> agent.getValue().lane().equals(lane))
        .map(java.util.Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
