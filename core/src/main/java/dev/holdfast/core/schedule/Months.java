package dev.holdfast.core.schedule;

import java.time.LocalDate;
import java.time.Month;
import java.time.Year;

/// Months of the calendar in plain numbers.
final class Months {
  private static final int WEEK = 7;

  /// 1970-01-01 was a Thursday.
  private static final int WEEKDAY_OF_DAY_ZERO = 4;

  private Months() {}

  static int length(int year, int month) {
    return Month.of(month).length(Year.isLeap(year));
  }

  /// The number of the month's first day, counted from 1970-01-01.
  static long epochDay(int year, int month) {
    return LocalDate.of(year, month, 1).toEpochDay();
  }

  /// 0 is Sunday.
  static int weekday(long epochDay) {
    return Math.floorMod(epochDay + WEEKDAY_OF_DAY_ZERO, WEEK);
  }

  /// The days 1 to `length` as bits.
  static long all(int length) {
    return (2L << length) - 2;
  }
}
