package dev.holdfast.core.models.viability;

import java.time.Duration;
import java.util.List;

/// How fast a model answered a few questions. Milliseconds; all zero where nothing was measured.
///
/// @param asks how many whole answers the times are of
/// @param tokensPerSecond of the answers, between their first piece and their end
public record Pace(
    int asks, long firstP50, long firstP95, long totalP50, long totalP95, long tokensPerSecond) {
  public static final Pace NONE = new Pace(0, 0, 0, 0, 0, 0);

  /// One whole answer.
  ///
  /// @param first until its first piece
  /// @param tokens of the answer, as the provider counted
  public record Measured(Duration first, Duration total, long tokens) {}

  /// @param brief answers to short questions, of which the times are
  /// @param longer answers that take a while, of which the speed is
  public static Pace of(List<Measured> brief, List<Measured> longer) {
    var firsts = brief.stream().map(one -> one.first().toMillis()).sorted().toList();
    var totals = brief.stream().map(one -> one.total().toMillis()).sorted().toList();
    return new Pace(
        brief.size(),
        percentile(firsts, 50),
        percentile(firsts, 95),
        percentile(totals, 50),
        percentile(totals, 95),
        tokensPerSecond(longer));
  }

  /// The nearest rank.
  private static long percentile(List<Long> sorted, int percent) {
    int rank = (percent * sorted.size() + 99) / 100;
    return sorted.isEmpty() ? 0 : sorted.get(Math.max(1, rank) - 1);
  }

  /// Answers that came in one piece took no time to come, and tell nothing.
  private static long tokensPerSecond(List<Measured> measured) {
    long tokens = 0;
    long millis = 0;
    for (var one : measured) {
      long coming = one.total().minus(one.first()).toMillis();
      if (coming > 0 && one.tokens() > 0) {
        tokens += one.tokens();
        millis += coming;
      }
    }
    return millis == 0 ? 0 : tokens * 1_000 / millis;
  }
}
