package dev.holdfast.core.spend;

/// A limit on what is spent: for each subject of the scope, in each window.
///
/// @param tokens zero for no limit on them
/// @param money micro-units, zero for no limit on it
/// @param warnAt percent of the limit from which a warning is told once per window
/// @param lowerAt percent from which questions to a tier go to `lowerTier`, where there is one
/// @param lowerTier empty for none
public record BudgetTerms(
    Scope scope, Window per, long tokens, long money, int warnAt, int lowerAt, String lowerTier) {

  /// Whose spending is counted together.
  public enum Scope {
    WORKSPACE,
    AGENT,
    ACTOR,
    SESSION,
    RUN
  }

  /// Windows begin at full hours, days and months in UTC.
  public enum Window {
    HOUR,
    DAY,
    MONTH
  }
}
