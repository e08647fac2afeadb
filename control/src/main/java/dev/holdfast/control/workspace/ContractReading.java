package dev.holdfast.control.workspace;

import dev.holdfast.control.expressions.CelExpressions;
import dev.holdfast.control.workspace.Known.AgentFacts;
import dev.holdfast.control.workspace.Known.Kind;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Json;
import dev.holdfast.core.Standing.Hands;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.config.AgentSpec;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.core.delegation.Contract;
import dev.holdfast.core.delegation.DelegationPolicy;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Reads the body of `POST /v1/tasks`: a contract that comes with its task. Strict like the file,
/// with all findings at once; a finding's `where` is the path of keys.
public final class ContractReading {
  private static final int PRIORITY_MAX = 9;

  private final ContractCheck check;

  public ContractReading(CelExpressions expressions) {
    this.check = new ContractCheck(expressions);
  }

  public sealed interface Reading {
    record Read(Offer offer) implements Reading {}

    record Refused(List<Finding> findings) implements Reading {}
  }

  /// @param lane the lane that was asked for, empty for the agent's own
  /// @param parent the key of the task that it belongs to, zero if none
  public record Offer(Contract contract, String lane, int priority, long parent, Json input) {}

  /// Reads a JSON text against the current workspace.
  public Reading read(String body, Workspace workspace) {
    var findings = new Findings("");
    try {
      var section = Section.open(JsonTree.read(body), "", Shape.TASK, findings);
      var offer = offer(section, workspace);
      return findings.hasErrors()
          ? new Reading.Refused(findings.errors())
          : new Reading.Read(offer);
    } catch (Unreadable unreadable) {
      return new Reading.Refused(List.of(new Finding("", unreadable.what())));
    }
  }

  private Offer offer(Section section, Workspace workspace) {
    var delegation = workspace.policy().delegation();
    var lane = section.text("lane", "");
    if (!lane.isEmpty()) {
      Known.refers(section, "lane", lane, "lane", delegation.lanes().keySet());
    }
    var agent = agent(section, lane, delegation);
    var contract = new ContractFields(known(workspace), check).read(section, agent);
    Allowance.delegations(section, delegation.contracts().keySet());
    return new Offer(
        contract,
        lane,
        section.number("priority", 0, PRIORITY_MAX, priority(lane, agent, delegation)),
        parent(section),
        section.value("input").map(JsonTree::json).orElse(Json.EMPTY));
  }

  /// The agent that is named, else the only one that works by claiming in the named lane, else the
  /// only one that there is.
  private static String agent(Section section, String lane, DelegationPolicy delegation) {
    var agents = delegation.agents();
    if (section.has("agent")) {
      var agent = section.text("agent", "");
      Known.refers(section, "agent", agent, "agent", agents.keySet());
      return agent;
    }
    var candidates =
        agents.entrySet().stream()
            .filter(agent -> lane.isEmpty() || claimsIn(lane, agent.getValue()))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    if (candidates.size() != 1) {
      section.error("agent", "is missing" + Nearest.hint("", candidates));
      return "";
    }
    return candidates.getFirst();
  }

  private static boolean claimsIn(String lane, DelegationPolicy.AgentTerms agent) {
    return agent.hands() == Hands.WORKER && agent.lane().equals(lane);
  }

  private static int priority(String lane, String agent, DelegationPolicy delegation) {
    var terms = delegation.agents().get(agent);
    var own = terms == null ? LaneReading.DEFAULT : terms.lane();
    var bounds = delegation.lanes().get(lane.isEmpty() ? own : lane);
    return bounds == null ? LaneReading.PRIORITY : bounds.priority();
  }

  private static long parent(Section section) {
    var text = section.text("parent", "");
    if (text.isEmpty()) {
      return 0;
    }
    var parent = StreamId.parse(dev.holdfast.core.Kind.TASK, text);
    if (parent.isEmpty()) {
      section.error("parent", "must be a task like task_3k, not '" + text + "'");
    }
    return parent.map(StreamId::key).orElse(0L);
  }

  private static Known known(Workspace workspace) {
    var agents =
        workspace.agents().entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, agent -> facts(agent.getValue())));
    return new Known(agents, workspace.policy().delivery().channels());
  }

  /// Whoever may offer a task says what it may use: nothing by default, and nothing is implied.
  private static AgentFacts facts(AgentSpec agent) {
    var kind =
        switch (agent) {
          case AgentSpec.Model _ -> Kind.MODEL;
          case AgentSpec.Command _ -> Kind.COMMAND;
          case AgentSpec.Http _ -> Kind.HTTP;
          case AgentSpec.Worker() -> Kind.WORKER;
        };
    return new AgentFacts(kind, List.of(), false);
  }
}
