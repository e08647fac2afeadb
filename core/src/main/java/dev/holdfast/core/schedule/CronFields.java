package dev.holdfast.core.schedule;

import java.time.LocalDate;

/// A set of local minutes, as bits of each field. Local minutes are counted from 1970-01-01T00:00
/// on the clock of the wall, so this knows nothing of zones.
///
/// @param minutes bit 0–59
/// @param hours bit 0–23
/// @param months bit 1–12
public record CronFields(
    long minutes, int hours, MonthDays monthDays, int months, WeekDays weekDays) {
  private static final int DAY_MINUTES = 24 * 60;
  private static final int HOUR_MINUTES = 60;

  /// All combinations of leap years and weekdays come within so many years of any century year that
  /// is a leap year.
  private static final int YEAR_KINDS_FROM = 2000;

  private static final int YEAR_KINDS = 28;

  /// Whether any year has such a minute.
  boolean everComes() {
    for (int year = YEAR_KINDS_FROM; year < YEAR_KINDS_FROM + YEAR_KINDS; year++) {
      for (int month = 1; month <= 12; month++) {
        if (days(year, month) != 0) {
          return true;
        }
      }
    }
    return false;
  }

  boolean has(long minute) {
    return first(minute, minute) == minute;
  }

  /// The first minute of the set from `from` to `to`; [Era#NONE] if there is none.
  long first(long from, long to) {
    long day = Math.floorDiv(from, DAY_MINUTES);
    var date = LocalDate.ofEpochDay(day);
    int year = date.getYear();
    int month = date.getMonthValue();
    long days = days(year, month) >>> date.getDayOfMonth();
    if ((days & 1) != 0) {
      int time = timeFrom(Math.floorMod(from, DAY_MINUTES));
      if (time >= 0) {
        return within(day * DAY_MINUTES + time, to);
      }
    }
    days &= ~1L;
    if (days != 0) {
      return within(startOf(day + Long.numberOfTrailingZeros(days)), to);
    }
    return within(firstAfter(year, month, Math.floorDiv(to, DAY_MINUTES)), to);
  }

  private long firstAfter(int fromYear, int fromMonth, long lastDay) {
    int year = fromYear;
    int month = fromMonth;
    while (true) {
      int later = months >>> (month + 1);
      month = later == 0 ? Integer.numberOfTrailingZeros(months) : month + 1 + lowest(later);
      year += later == 0 ? 1 : 0;
      long before = Months.epochDay(year, month) - 1;
      if (before >= lastDay) {
        return Era.NONE;
      }
      long days = days(year, month);
      if (days != 0) {
        return startOf(before + Long.numberOfTrailingZeros(days));
      }
    }
  }

  /// The last minute of the set from `from` to `to`; [Era#NONE] if there is none.
  long last(long from, long to) {
    long day = Math.floorDiv(to, DAY_MINUTES);
    var date = LocalDate.ofEpochDay(day);
    int today = date.getDayOfMonth();
    long days = days(date.getYear(), date.getMonthValue());
    if ((days >>> today & 1) != 0) {
      int time = timeUpTo(Math.floorMod(to, DAY_MINUTES));
      if (time >= 0) {
        return within(from, day * DAY_MINUTES + time, to);
      }
    }
    days &= (1L << today) - 1;
    if (days != 0) {
      return within(from, endOf(day - today + highest(days)), to);
    }
    long found = lastBefore(date.getYear(), date.getMonthValue(), Math.floorDiv(from, DAY_MINUTES));
    return within(from, found, to);
  }

  private long lastBefore(int fromYear, int fromMonth, long firstDay) {
    int year = fromYear;
    int month = fromMonth;
    while (true) {
      int earlier = months & ((1 << month) - 1);
      month = highest(earlier == 0 ? months : earlier);
      year -= earlier == 0 ? 1 : 0;
      long before = Months.epochDay(year, month) - 1;
      if (before + Months.length(year, month) < firstDay) {
        return Era.NONE;
      }
      long days = days(year, month);
      if (days != 0) {
        return endOf(before + highest(days));
      }
    }
  }

  /// How many minutes of the set lie from `from` to `to`.
  long count(long from, long to) {
    if (from > to) {
      return 0;
    }
    long firstDay = Math.floorDiv(from, DAY_MINUTES);
    long lastDay = Math.floorDiv(to, DAY_MINUTES);
    int upTo = timesBefore(Math.floorMod(to, DAY_MINUTES) + 1);
    int missed = timesBefore(Math.floorMod(from, DAY_MINUTES));
    long perDay = (long) Long.bitCount(minutes) * Integer.bitCount(hours);
    return perDay * countDays(firstDay, lastDay)
        - missed * countDays(firstDay, firstDay)
        - (perDay - upTo) * countDays(lastDay, lastDay);
  }

  private long countDays(long firstDay, long lastDay) {
    var first = LocalDate.ofEpochDay(firstDay);
    int year = first.getYear();
    int month = first.getMonthValue();
    long before = firstDay - first.getDayOfMonth();
    long days = days(year, month) & -(1L << first.getDayOfMonth());
    long count = 0;
    while (before + Months.length(year, month) < lastDay) {
      count += Long.bitCount(days);
      before += Months.length(year, month);
      year += month / 12;
      month = month % 12 + 1;
      days = days(year, month);
    }
    return count + Long.bitCount(days & ((1L << (lastDay - before + 1)) - 1));
  }

  /// The days of a month that are in the set, as bits 1–31. Two day fields that both say something
  /// are joined by "or", as crontab(5) has it.
  long days(int year, int month) {
    if ((months >>> month & 1) == 0) {
      return 0;
    }
    int length = Months.length(year, month);
    int firstWeekday = Months.weekday(Months.epochDay(year, month));
    long byDate = monthDays.in(length, firstWeekday);
    long byWeekday = weekDays.in(length, firstWeekday);
    return monthDays.restricted() && weekDays.restricted()
        ? byDate | byWeekday
        : byDate & byWeekday;
  }

  private int timeFrom(int minuteOfDay) {
    int hour = minuteOfDay / HOUR_MINUTES;
    if ((hours >>> hour & 1) != 0) {
      long left = minutes >>> (minuteOfDay % HOUR_MINUTES);
      if (left != 0) {
        return minuteOfDay + Long.numberOfTrailingZeros(left);
      }
    }
    int later = hours >>> (hour + 1);
    return later == 0 ? -1 : (hour + 1 + lowest(later)) * HOUR_MINUTES + firstMinute();
  }

  private int timeUpTo(int minuteOfDay) {
    int hour = minuteOfDay / HOUR_MINUTES;
    if ((hours >>> hour & 1) != 0) {
      long left = minutes & ((2L << (minuteOfDay % HOUR_MINUTES)) - 1);
      if (left != 0) {
        return hour * HOUR_MINUTES + highest(left);
      }
    }
    int earlier = hours & ((1 << hour) - 1);
    return earlier == 0 ? -1 : highest(earlier) * HOUR_MINUTES + highest(minutes);
  }

  private int timesBefore(int minuteOfDay) {
    int hour = minuteOfDay / HOUR_MINUTES;
    int whole = Integer.bitCount(hours & ((1 << hour) - 1)) * Long.bitCount(minutes);
    int begun = Long.bitCount(minutes & ((1L << (minuteOfDay % HOUR_MINUTES)) - 1));
    return whole + (hours >>> hour & 1) * begun;
  }

  private long startOf(long day) {
    return day * DAY_MINUTES + (long) lowest(hours) * HOUR_MINUTES + firstMinute();
  }

  private long endOf(long day) {
    return day * DAY_MINUTES + (long) highest(hours) * HOUR_MINUTES + highest(minutes);
  }

  private int firstMinute() {
    return Long.numberOfTrailingZeros(minutes);
  }

  private static long within(long found, long to) {
    return found > to ? Era.NONE : found;
  }

  private static long within(long from, long found, long to) {
    return found < from ? Era.NONE : within(found, to);
  }

  private static int lowest(int bits) {
    return Integer.numberOfTrailingZeros(bits);
  }

  private static int highest(long bits) {
    return Long.SIZE - 1 - Long.numberOfLeadingZeros(bits);
  }
}
