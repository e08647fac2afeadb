package dev.holdfast.execution.spend;

import dev.holdfast.core.spend.BudgetLine;
import dev.holdfast.core.spend.BudgetTerms;

/// Who asks a model; what it has none of is empty, and no budget of that scope bears it.
///
/// @param session public id
/// @param run public id
public record Spender(String agent, String actor, String session, String run) {
  /// The line of these terms that bears the call; its subject is empty where none does.
  BudgetLine line(BudgetTerms terms) {
    var subject =
        switch (terms.scope()) {
          case WORKSPACE -> "";
          case AGENT -> agent;
          case ACTOR -> actor;
          case SESSION -> session;
          case RUN -> run;
        };
    return new BudgetLine(terms.scope(), subject, terms.per());
  }

  boolean bears(BudgetTerms terms) {
    return terms.scope() == BudgetTerms.Scope.WORKSPACE || !line(terms).subject().isEmpty();
  }
}
