package dev.holdfast.core.spend;

import dev.holdfast.core.Diagnostic;

/// What people read about budgets.
final class Diagnostics {
  private static final String NOT_ASKED = "The model was not asked.";
  private static final int MICRO = 1_000_000;

  private Diagnostics() {}

  static Diagnostic noSuchLine(BudgetLine line) {
    return new Diagnostic(
        "no-such-budget",
        "The workspace has no budget per "
            + line.per().word()
            + " for a "
            + line.scope().word()
            + ".",
        "Nothing was reserved.",
        "Look at models.budgets: it has changed; ask again.");
  }

  static Diagnostic tooManyBlocks(BudgetLine line) {
    return new Diagnostic(
        "budget-crowded",
        "Too many parts of budget '" + line.name() + "' are out.",
        NOT_ASKED,
        "Ask again in a moment; look whether nodes stop without giving them back.");
  }

  static Diagnostic exhausted(BudgetState.Open open, Amount wanted) {
    return new Diagnostic(
        "budget-exhausted",
        "Budget '%s' has %s left of %s until %s; the question may cost %s."
            .formatted(
                open.line().name(),
                told(open.left(), open.limit()),
                told(open.limit(), open.limit()),
                open.span().end(),
                told(wanted, open.limit())),
        NOT_ASKED,
        wanted.isWithin(open.limit())
            ? "Wait for the next window, or raise this line of models.budgets."
            : "Ask for a shorter answer (max_tokens), or raise this line of models.budgets: no"
                + " window has enough.");
  }

  /// There would be enough if what is put aside comes back, which it does as answers come in.
  static Diagnostic held(BudgetState.Open open, Amount wanted) {
    return new Diagnostic(
        "budget-held",
        "Budget '%s' has %s left of %s while questions under way hold the rest; this one may cost %s."
            .formatted(
                open.line().name(),
                told(open.left(), open.limit()),
                told(open.limit(), open.limit()),
                told(wanted, open.limit())),
        NOT_ASKED,
        "Ask again in a moment, with a shorter answer (max_tokens), or raise this line of"
            + " models.budgets.");
  }

  static Diagnostic warned(BudgetState.Open open, int percent) {
    return new Diagnostic(
        "budget-warning",
        "Budget '%s' has spent %s of %s, past %d%%."
            .formatted(
                open.line().name(),
                told(open.spent(), open.limit()),
                told(open.limit(), open.limit()),
                percent),
        "Models are still asked; at the limit they are refused until " + open.span().end() + ".",
        "See what it goes to: holdfast models spend --by agent");
  }

  static Diagnostic lowered(BudgetState.Open open, BudgetTerms terms) {
    return new Diagnostic(
        "budget-lowered",
        "Budget '%s' has spent %s of %s, past %d%%."
            .formatted(
                open.line().name(),
                told(open.spent(), open.limit()),
                told(open.limit(), open.limit()),
                terms.lowerAt()),
        "Questions to a tier go to '" + terms.lowerTier() + "' until " + open.span().end() + ".",
        "See what it goes to: holdfast models spend --by tier");
  }

  /// Only what has a limit is told.
  private static String told(Amount amount, Amount limit) {
    var tokens = limit.tokens() == 0 ? "" : amount.tokens() + " tokens";
    var money =
        limit.money() == 0
            ? ""
            : "%d.%06d".formatted(amount.money() / MICRO, amount.money() % MICRO);
    return tokens.isEmpty() || money.isEmpty() ? tokens + money : tokens + " and " + money;
  }
}
