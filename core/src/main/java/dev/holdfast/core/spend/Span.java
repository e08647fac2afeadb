package dev.holdfast.core.spend;

import dev.holdfast.core.spend.BudgetTerms.Window;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/// One window of time. `begin` belongs to it, `end` to the next.
public record Span(Instant begin, Instant end) {
  static Span around(Instant now, Window window) {
    var at = ZonedDateTime.ofInstant(now, ZoneOffset.UTC);
    return switch (window) {
      case HOUR -> of(at.truncatedTo(ChronoUnit.HOURS), ChronoUnit.HOURS);
      case DAY -> of(at.truncatedTo(ChronoUnit.DAYS), ChronoUnit.DAYS);
      case MONTH -> of(at.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1), ChronoUnit.MONTHS);
    };
  }

  private static Span of(ZonedDateTime begin, ChronoUnit unit) {
    return new Span(begin.toInstant(), begin.plus(1, unit).toInstant());
  }
}
