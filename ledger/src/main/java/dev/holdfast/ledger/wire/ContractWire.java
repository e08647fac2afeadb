package dev.holdfast.ledger.wire;

import dev.holdfast.core.Budget;
import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delegation.Assignment;
import dev.holdfast.core.delegation.Contract;
import dev.holdfast.core.delegation.TaskState;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Writes a leased task as its agent gets it: `{task, run, attempt, objective, input, allow,
/// output: {schema}, budget, deadline, feedback: [{where, what}], lease: {fence, expiresAt},
/// correlationId}`. `run` is null for a task that stands alone; durations are ISO 8601, times RFC
/// 3339.
public final class ContractWire {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private ContractWire() {}

  public static String text(StreamId task, TaskState.Leased leased, Contract contract) {
    return MAPPER.writeValueAsString(tree(task, leased, contract));
  }

  public static ObjectNode tree(StreamId task, TaskState.Leased leased, Contract contract) {
    var progress = leased.progress();
    var tree = JsonNodeFactory.instance.objectNode();
    tree.put("task", task.text());
    run(tree, leased.assignment());
    tree.put("attempt", progress.attempts());
    tree.put("objective", contract.objective());
    tree.set("input", parsed(leased.assignment().input()));
    contract.allow().forEach(tree.putArray("allow")::add);
    tree.putObject("output").set("schema", parsed(contract.schema()));
    budget(tree.putObject("budget"), contract.budget());
    tree.put("deadline", leased.deadline().toString());
    var feedback = tree.putArray("feedback");
    progress
        .feedback()
        .forEach(
            found -> feedback.addObject().put("where", found.where()).put("what", found.what()));
    tree.putObject("lease")
        .put("fence", leased.lease().fence().number())
        .put("expiresAt", leased.lease().expiresAt().toString());
    return tree.put("correlationId", leased.assignment().correlation());
  }

  private static void run(ObjectNode tree, Assignment assignment) {
    if (assignment.run() == 0) {
      tree.putNull("run");
    } else {
      tree.put("run", new StreamId(Kind.RUN, assignment.run()).text());
    }
  }

  private static void budget(ObjectNode tree, Budget budget) {
    tree.put("time", budget.time().toString())
        .put("tokens", budget.tokens())
        .put("money", budget.money())
        .put("toolCalls", budget.toolCalls())
        .put("depth", budget.depth())
        .put("attempts", budget.attempts());
  }

  /// Our own text from the ledger: it was read strictly when it came in.
  private static JsonNode parsed(Json json) {
    return MAPPER.readTree(json.text());
  }
}
