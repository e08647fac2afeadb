package dev.holdfast.control.workspace;

import dev.holdfast.control.workspace.AgentReading.Agent;
import dev.holdfast.control.workspace.Known.Kind;
import dev.holdfast.core.Json;
import dev.holdfast.core.delegation.Contract;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `contracts`, and for each agent without a contract of its own name one that asks it to answer.
final class ContractsReading {
  private static final Json ANYTHING =
      new Json("{\"type\":[\"object\",\"string\",\"array\",\"number\",\"boolean\"]}");
  private static final Json TEXT =
      new Json(
          "{\"type\":\"object\",\"required\":[\"text\"],\"properties\":{\"text\":{\"type\":\"string\"}}}");

  private final Map<String, Agent> agents;
  private final ContractFields fields;
  private final Findings findings;
  private final Map<String, Section> allowing = new LinkedHashMap<>();

  ContractsReading(Map<String, Agent> agents, ContractFields fields, Findings findings) {
    this.agents = agents;
    this.fields = fields;
    this.findings = findings;
  }

  Map<String, Contract> read(Section root) {
    var contracts = new LinkedHashMap<String, Contract>();
    var sections = new LinkedHashMap<String, Section>();
    for (var member : root.named("contracts")) {
      var path = root.path("contracts") + "." + member.key();
      var section = Section.open(member.value(), path, Shape.CONTRACT, findings);
      sections.put(member.key(), section);
      contracts.put(member.key(), contract(section));
    }
    agents.forEach((name, agent) -> contracts.putIfAbsent(name, implicit(name, agent)));
    contracts.forEach((name, contract) -> allowing(name, contract.agent(), sections));
    sections.values().forEach(section -> Allowance.delegations(section, contracts.keySet()));
    agents.values().forEach(agent -> Allowance.delegations(agent.section(), contracts.keySet()));
    return contracts;
  }

  /// The groups that say what the contracts may use, by the contract's name.
  Map<String, Section> allowing() {
    return allowing;
  }

  private void allowing(String name, String agentName, Map<String, Section> sections) {
    var own = sections.get(name);
    var agent = agents.get(agentName);
    if (own != null && own.has("allow")) {
      allowing.put(name, own);
    } else if (agent != null) {
      allowing.put(name, agent.section());
    }
  }

  private Contract contract(Section section) {
    var agent = section.required("agent");
    if (!agent.isEmpty()) {
      Known.refers(section, "agent", agent, "agent", agents.keySet());
    }
    return fields.read(section, agent);
  }

  private static Contract implicit(String name, Agent agent) {
    var allow = agent.allow().stream().map(Section.Texted::text).toList();
    return new Contract(
        "Answer the request.",
        name,
        allow,
        List.of(),
        agent.kind() == Kind.MODEL ? TEXT : ANYTHING,
        ContractFields.budget(agent.kind(), allow),
        List.of(),
        Contract.Escalation.NONE,
        Contract.Reversible.YES,
        "",
        "");
  }
}
