package dev.holdfast.core.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// When something recurs: a set of instants, each a whole second between 1970 and 9999. Read one
/// with [Schedules]; the constructors take what is known to be right.
public sealed interface Schedule {
  /// The first instant strictly after that time; empty when there is none within 41 years, which is
  /// longer than any cron ever waits.
  Optional<Instant> next(Instant after);

  /// The last instant not after `until` and not before `notBefore`; looks back 41 years at most.
  Optional<Instant> latest(Instant until, Instant notBefore);

  /// How many instants lie after the one and not after the other; `max` when there are more.
  long count(Instant after, Instant until, long max);

  /// The first `max` instants after the one and not after the other.
  default List<Instant> between(Instant after, Instant until, int max) {
    var instants = new ArrayList<Instant>();
    var next = next(after);
    while (next.isPresent() && !next.get().isAfter(until) && instants.size() < max) {
      instants.add(next.get());
      next = next(next.get());
    }
    return List.copyOf(instants);
  }

  /// The next `max` instants as people look at them, and what is left out between them because the
  /// clock on the wall never shows it.
  default List<Occurrence> occurrences(Instant after, int max) {
    return Occurrences.of(this, between(after, Instant.MAX, max), after);
  }

  /// The schedule as one line, which [Schedules#line] reads back: what is kept in the ledger.
  String line();

  /// Local minutes of a zone.
  ///
  /// @param text the five fields as they were written, or a macro
  record Cron(String text, CronFields fields, ZoneId zone, Gap gap, OverlapHour overlapHour)
      implements Schedule {
    @Override
    public Optional<Instant> next(Instant after) {
      return Era.instant(new ZonedCron(this).next(Era.second(after)));
    }

    @Override
    public Optional<Instant> latest(Instant until, Instant notBefore) {
      return Era.instant(
          new ZonedCron(this).latest(Era.second(until), Era.secondNotBefore(notBefore)));
    }

    @Override
    public long count(Instant after, Instant until, long max) {
      return Math.min(max, new ZonedCron(this).count(Era.second(after), Era.second(until), max));
    }

    @Override
    public String line() {
      return "cron %s; zone %s; gap %s; overlap %s"
          .formatted(text, zone, Lines.word(gap), Lines.word(overlapHour));
    }
  }

  /// The anchor, and then again and again after the same time, whatever the clocks on the wall do.
  ///
  /// @param period whole seconds, from one second to 366 days
  /// @param anchor a whole second; nothing fires before it
  record Every(Duration period, Instant anchor) implements Schedule {
    public static final Duration PERIOD_MIN = Duration.ofSeconds(1);
    public static final Duration PERIOD_MAX = Duration.ofDays(366);

    public Every {
      if (period.compareTo(PERIOD_MIN) < 0
          || period.compareTo(PERIOD_MAX) > 0
          || !Era.isWhole(period)) {
        throw new IllegalArgumentException("not a period of a schedule: " + period);
      }
      if (!Era.isWhole(anchor) || !Era.holds(anchor)) {
        throw new IllegalArgumentException("not an anchor of a schedule: " + anchor);
      }
    }

    @Override
    public Optional<Instant> next(Instant after) {
      return at(passed(Era.second(after)));
    }

    @Override
    public Optional<Instant> latest(Instant until, Instant notBefore) {
      return at(passed(Era.second(until)) - 1).filter(at -> !at.isBefore(notBefore));
    }

    @Override
    public long count(Instant after, Instant until, long max) {
      long count = passed(Era.second(until)) - passed(Era.second(after));
      return Math.clamp(count, 0, max);
    }

    @Override
    public String line() {
      return "every %s; from %s".formatted(period, anchor);
    }

    /// How many instants are not after that second.
    private long passed(long second) {
      long start = anchor.getEpochSecond();
      return second < start ? 0 : (second - start) / period.toSeconds() + 1;
    }

    private Optional<Instant> at(long number) {
      long second = anchor.getEpochSecond() + number * period.toSeconds();
      return number < 0 || second > Era.LAST
          ? Optional.empty()
          : Optional.of(Instant.ofEpochSecond(second));
    }
  }

  /// Once.
  ///
  /// @param instant a whole second
  /// @param offset how it was written, for those who read it
  record At(Instant instant, ZoneOffset offset) implements Schedule {
    public At {
      if (!Era.isWhole(instant) || !Era.holds(instant)) {
        throw new IllegalArgumentException("not an instant of a schedule: " + instant);
      }
    }

    public At(Instant instant) {
      this(instant, ZoneOffset.UTC);
    }

    @Override
    public Optional<Instant> next(Instant after) {
      return instant.isAfter(after) ? Optional.of(instant) : Optional.empty();
    }

    @Override
    public Optional<Instant> latest(Instant until, Instant notBefore) {
      return instant.isAfter(until) || instant.isBefore(notBefore)
          ? Optional.empty()
          : Optional.of(instant);
    }

    @Override
    public long count(Instant after, Instant until, long max) {
      return instant.isAfter(after) && !instant.isAfter(until) ? Math.min(1, max) : 0;
    }

    @Override
    public String line() {
      return "at " + instant.atOffset(offset);
    }
  }
}
