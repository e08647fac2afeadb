package dev.holdfast.core.delegation;

import dev.holdfast.core.Budget;
import dev.holdfast.core.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Everything that is missing from or contradictory in a contract, at once.
public final class ContractFindings {
  private ContractFindings() {}

  /// Empty when the contract is complete and agrees with itself. Texts (schema, expressions) are
  /// checked by whoever reads them.
  public static List<Finding> of(Contract contract) {
    var findings = new ArrayList<Finding>();
    if (contract.objective().isBlank()) {
      findings.add(
          new Finding("objective", "is missing: say what the task is to achieve, one thing"));
    }
    if (contract.schema().isNull()) {
      findings.add(new Finding("output.schema", "is missing: say what a result must look like"));
    }
    budget(contract.budget(), findings);
    checks(contract, findings);
    if (contract.escalation().to().isEmpty() != contract.escalation().when().isEmpty()) {
      findings.add(new Finding("escalate", "needs both 'when' and 'to'"));
    }
    if (contract.reversible() == Contract.Reversible.NO && contract.rollback().isBlank()) {
      findings.add(
          new Finding("rollback", "is missing: what cannot be reversed needs a rollback path"));
    }
    return List.copyOf(findings);
  }

  private static void budget(Budget budget, List<Finding> findings) {
    if (budget.time().isZero() || budget.time().isNegative()) {
      findings.add(new Finding("budget.time", "must be longer than zero"));
    } else if (budget.time().compareTo(Budget.TIME_MAX) > 0) {
      findings.add(
          new Finding("budget.time", "must be at most " + Budget.TIME_MAX.toDays() + " days"));
    }
    within("budget.attempts", budget.attempts(), 1, Budget.ATTEMPTS_MAX, findings);
    within("budget.depth", budget.depth(), 0, Budget.DEPTH_MAX, findings);
    within("budget.toolCalls", budget.toolCalls(), 0, Budget.TOOL_CALLS_MAX, findings);
    within("budget.tokens", budget.tokens(), 0, Long.MAX_VALUE, findings);
    within("budget.money", budget.money(), 0, Long.MAX_VALUE, findings);
  }

  private static void within(String where, long value, long min, long max, List<Finding> findings) {
    if (value < min || value > max) {
      findings.add(new Finding(where, "must be between " + min + " and " + max + ", not " + value));
    }
  }

  private static void checks(Contract contract, List<Finding> findings) {
    var names = new HashSet<String>();
    for (var check : contract.checks()) {
      if (check.name().isBlank() || check.that().isBlank()) {
        findings.add(new Finding("checks", "each needs a name and an expression 'that'"));
      } else if (!names.add(check.name())) {
        findings.add(new Finding("checks." + check.name(), "is there twice"));
      }
    }
  }
}
