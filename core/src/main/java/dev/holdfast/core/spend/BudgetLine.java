package dev.holdfast.core.spend;

import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.spend.BudgetTerms.Scope;
import dev.holdfast.core.spend.BudgetTerms.Window;

/// Which limit, and whose: each has one stream.
///
/// @param subject the name of the agent or actor, the id of the session or run; empty for the
///   workspace
public record BudgetLine(Scope scope, String subject, Window per) {
  /// E.g. `actor:ada/hour`.
  public String name() {
    return scope.word() + ":" + subject + "/" + per.word();
  }

  public StreamId stream() {
    return StreamId.named(Kind.BUDGET, name());
  }
}
