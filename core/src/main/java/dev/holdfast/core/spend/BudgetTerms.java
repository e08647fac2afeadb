package dev.holdfast.core.spend;

import java.util.Locale;

/// A limit on what is spent: for each subject of the scope, in each window.
///
/// @param tokens zero for no limit on them
/// @param money micro-units, zero for no limit on it
/// @param warnAt percent of the limit from which a warning is told once per window
/// @param lowerAt percent from which questions to a tier go to `lowerTier`, where there is one
/// @param lowerTier empty for none
/// @param escalate the channel that is told, empty for none
public record BudgetTerms(
    Scope scope,
    Window per,
    long tokens,
    long money,
    int warnAt,
    int lowerAt,
    String lowerTier,
    String escalate) {

  /// Whose spending is counted together.
  public enum Scope {
    WORKSPACE,
    AGENT,
    ACTOR,
    SESSION,
    RUN;

    private final String word = name().toLowerCase(Locale.ROOT);

    public String word() {
      return word;
    }
  }

  /// Windows begin at full hours, days and months in UTC.
  public enum Window {
    HOUR,
    DAY,
    MONTH;

    private final String word = name().toLowerCase(Locale.ROOT);

    public String word() {
      return word;
    }
  }

  public Amount limit() {
    return new Amount(tokens, money);
  }
}
