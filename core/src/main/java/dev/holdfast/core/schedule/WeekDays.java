package dev.holdfast.core.schedule;

/// The field "day of week"; 0 is Sunday.
///
/// @param restricted whether it says anything: all but `*` and `?`
/// @param days bit 0–6
/// @param numbered `d#n`: bit 7(n-1)+d, the nth such day of the month
/// @param last `dL`: bit d, the last such day of the month
public record WeekDays(boolean restricted, int days, long numbered, int last) {
  private static final int WEEK = 7;

  /// Every seventh day from the first.
  private static final long WEEKLY = 1L << 1 | 1L << 8 | 1L << 15 | 1L << 22 | 1L << 29;

  /// The days of a month as bits 1–31.
  ///
  /// @param firstWeekday of the month's first day, 0 is Sunday
  long in(int length, int firstWeekday) {
    long found = 0;
    for (int weekday = 0; weekday < WEEK; weekday++) {
      int offset = (weekday - firstWeekday + WEEK) % WEEK;
      long all = WEEKLY << offset & Months.all(length);
      found |= (days >>> weekday & 1) == 0 ? 0 : all;
      found |= (last >>> weekday & 1) == 0 ? 0 : Long.highestOneBit(all);
    }
    for (long left = numbered; left != 0; left &= left - 1) {
      int place = Long.numberOfTrailingZeros(left);
      int offset = (place % WEEK - firstWeekday + WEEK) % WEEK;
      int day = 1 + offset + place / WEEK * WEEK;
      found |= (1L << day) & Months.all(length);
    }
    return found;
  }
}
