package dev.holdfast.core.delegation;

import dev.holdfast.core.Expressions;
import dev.holdfast.core.Expressions.Truth;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Json;
import dev.holdfast.core.Output;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The quality gate (blueprint §4): scope, schema, budget, rollback and the contract's checks, each
/// passed or failed with what was found.
final class Gate {
  private final Contract contract;
  private final Expressions expressions;

  Gate(Contract contract, Expressions expressions) {
    this.contract = contract;
    this.expressions = expressions;
  }

  List<Verdict.Part> judge(Json input, Progress progress, Output output, List<Evidence> evidence) {
    var parts = new ArrayList<Verdict.Part>();
    parts.add(scope(progress, evidence));
    parts.add(
        new Verdict.Part("schema", expressions.violations(contract.schema(), output.value())));
    parts.add(budget(progress));
    parts.add(rollback());
    var facts = facts(input, progress, output, evidence);
    contract.checks().forEach(check -> parts.add(check(check, facts)));
    return List.copyOf(parts);
  }

  /// What a broker has seen used, and what the agent itself claims to have used, is within the
  /// allowance.
  private Verdict.Part scope(Progress progress, List<Evidence> evidence) {
    var findings = new ArrayList<Finding>();
    progress.used().stream()
        .filter(tool -> !contract.allows(tool))
        .forEach(tool ->
            findings.add(new Finding("scope", "'" + tool + "' was used and is not allowed")));
    evidence.stream()
        .filter(item -> item.kind().equals("tool") && !contract.allows(item.ref()))
        .forEach(item ->
            findings.add(
                new Finding(
                    "scope", "'" + item.ref() + "' is claimed as used and is not allowed")));
    return new Verdict.Part("scope", List.copyOf(findings));
  }

  private Verdict.Part budget(Progress progress) {
    return new Verdict.Part(
        "budget",
        progress.toolCalls() <= contract.budget().toolCalls()
            ? List.of()
            : List.of(
                new Finding(
                    "budget.toolCalls",
                    progress.toolCalls() + " of " + contract.budget().toolCalls())));
  }

  private Verdict.Part rollback() {
    boolean missing =
        contract.reversible() == Contract.Reversible.NO && contract.rollback().isBlank();
    return new Verdict.Part(
        "rollback",
        missing
            ? List.of(new Finding("rollback", "what cannot be reversed has no rollback path"))
            : List.of());
  }

  private Verdict.Part check(Contract.Check check, Map<String, Object> facts) {
    return new Verdict.Part(
        check.name(),
        switch (expressions.test(check.that(), facts)) {
          case Truth.Holds() -> List.of();
          case Truth.Fails() ->
              List.of(new Finding("check " + check.name(), "does not hold: " + check.that()));
          case Truth.Errs(var message) ->
              List.of(new Finding("check " + check.name(), "could not be evaluated: " + message));
        });
  }

  private Map<String, Object> facts(
      Json input, Progress progress, Output output, List<Evidence> evidence) {
    var facts = new HashMap<String, Object>();
    facts.put("output", output.value());
    facts.put("input", input);
    facts.put("attempts", (long) progress.attempts());
    facts.put("evidence", evidence.stream().map(Gate::fact).toList());
    return facts;
  }

  private static Map<String, Object> fact(Evidence evidence) {
    return Map.of(
        "kind", evidence.kind(),
        "ref", evidence.ref(),
        "sha256", evidence.sha256(),
        "summary", evidence.summary());
  }
}
