package dev.holdfast.control.workspace;

import dev.holdfast.control.workspace.Known.AgentFacts;
import dev.holdfast.control.workspace.Known.Kind;
import dev.holdfast.core.Budget;
import dev.holdfast.core.Json;
import dev.holdfast.core.delegation.Contract;
import dev.holdfast.core.delegation.Contract.Check;
import dev.holdfast.core.delegation.Contract.Escalation;
import dev.holdfast.core.delegation.Contract.Reversible;
import java.time.Duration;
import java.util.List;

/// The fields of a contract, the same in the file and in `POST /v1/tasks`.
final class ContractFields {
  private static final Duration TIME = Duration.ofSeconds(60);
  private static final int TOOL_CALLS = 10;
  private static final long TOKENS = 100_000;
  private static final int ATTEMPTS = 2;
  private static final AgentFacts UNKNOWN = new AgentFacts(Kind.WORKER, List.of(), false);

  private final Known known;
  private final ContractCheck check;
  private String currency = "";

  ContractFields(Known known, ContractCheck check) {
    this.known = known;
    this.check = check;
  }

  /// @param agent the agent's name, which may be one that does not exist
  Contract read(Section section, String agent) {
    var facts = known.agents().getOrDefault(agent, UNKNOWN);
    var allow = allow(section, agent, facts);
    var contract =
        new Contract(
            section.text("objective", ""),
            agent,
            allow,
            section.texts("scope").stream().map(Section.Texted::text).toList(),
            schema(section.section("output", Shape.OUTPUT)),
            budget(section.section("budget", Shape.BUDGET), facts.kind(), allow),
            section.sections("checks", Shape.CHECK).stream().map(ContractFields::check).toList(),
            escalation(section),
            section.truth("reversible", true) ? Reversible.YES : Reversible.NO,
            section.text("rollback", ""),
            section.text("reply", ""));
    check
        .findings(contract, known.channels())
        .forEach(found -> section.error(found.where(), found.what()));
    return contract;
  }

  /// What an agent without limits of its own may use by default.
  static Budget budget(Kind kind, List<String> allow) {
    boolean thinks = kind == Kind.MODEL;
    return new Budget(
        TIME, thinks ? TOKENS : 0, 0, allow.isEmpty() ? 0 : TOOL_CALLS, thinks ? 1 : 0, ATTEMPTS);
  }

  private static List<String> allow(Section section, String agent, AgentFacts facts) {
    if (!section.has("allow")) {
      return facts.allow();
    }
    var allow = Allowance.read(section);
    for (var pattern : allow) {
      if (facts.bounded() && !Allowance.covers(facts.allow(), pattern.text())) {
        section.error(
            pattern,
            "allow",
            "has '" + pattern.text() + "', which the agent '" + agent + "' is not allowed");
      }
    }
    return allow.stream().map(Section.Texted::text).toList();
  }

  private static Json schema(Section output) {
    return output.value("schema").map(JsonTree::json).orElse(Json.NULL);
  }

  private Budget budget(Section section, Kind kind, List<String> allow) {
    var usual = budget(kind, allow);
    return new Budget(
        section.duration("time", usual.time()),
        section.number("tokens", 0, Long.MAX_VALUE, usual.tokens()),
        money(section),
        section.number("toolCalls", 0, Budget.TOOL_CALLS_MAX, usual.toolCalls()),
        section.number("depth", 0, Budget.DEPTH_MAX, usual.depth()),
        section.number("attempts", 1, Budget.ATTEMPTS_MAX, usual.attempts()));
  }

  /// An amount with its currency, or a whole number of micro-units as in the API.
  private long money(Section section) {
    var value = section.value("money");
    if (value.isPresent()
        && value.get() instanceof Node.Scalar scalar
        && scalar.type() == Node.ScalarType.WHOLE) {
      return section.number("money", 0, Long.MAX_VALUE, 0);
    }
    var text = section.text("money", "");
    if (text.isEmpty()) {
      return 0;
    }
    var money = Quantities.money(text);
    if (money.isEmpty()) {
      section.error("money", "must be an amount and a currency like 0.50 EUR, not '" + text + "'");
      return 0;
    }
    if (!currency.isEmpty() && !currency.equals(money.get().currency())) {
      section.error("money", "is in another currency than " + currency + "; a workspace has one");
    }
    currency = money.get().currency();
    return money.get().micros();
  }

  private static Check check(Section section) {
    return new Check(section.text("name", ""), section.text("that", ""));
  }

  private static Escalation escalation(Section section) {
    if (!section.has("escalate")) {
      return Escalation.NONE;
    }
    var escalate = section.section("escalate", Shape.ESCALATE);
    var escalation = new Escalation(escalate.text("when", ""), escalate.text("to", ""));
    if (escalation.equals(Escalation.NONE)) {
      escalate.error("when", "is missing, as is 'to'");
    }
    return escalation;
  }
}
