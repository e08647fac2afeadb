package dev.holdfast.core.spend;

import java.util.List;
import java.util.Optional;

/// The workspace's limits.
public record BudgetPolicy(List<BudgetTerms> lines) {
  /// A workspace has one line at most for a scope and window.
  Optional<BudgetTerms> terms(BudgetLine line) {
    return lines.stream()
        .filter(terms -> terms.scope() == line.scope() && terms.per() == line.per())
        .findFirst();
  }
}
