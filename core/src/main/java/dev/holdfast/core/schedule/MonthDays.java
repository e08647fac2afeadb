package dev.holdfast.core.schedule;

/// The field "day of month".
///
/// @param restricted whether it says anything: all but `*` and `?`
/// @param days bit 1–31
/// @param fromEnd `L-n`: bit n, so bit 0 is the last day
/// @param nearestWeekday `nW`: bit n, the working day next to day n, never in another month
/// @param lastWeekday `LW`: the last working day
public record MonthDays(
    boolean restricted, long days, long fromEnd, long nearestWeekday, boolean lastWeekday) {
  private static final int WEEK = 7;
  private static final int SUNDAY = 0;
  private static final int SATURDAY = 6;

  /// The days of a month as bits 1–31.
  ///
  /// @param firstWeekday of the month's first day, 0 is Sunday
  long in(int length, int firstWeekday) {
    long found = days & Months.all(length);
    for (long left = fromEnd; left != 0; left &= left - 1) {
      int day = length - Long.numberOfTrailingZeros(left);
      found |= day < 1 ? 0 : 1L << day;
    }
    for (long left = nearestWeekday & Months.all(length); left != 0; left &= left - 1) {
      found |= 1L << nearest(Long.numberOfTrailingZeros(left), length, firstWeekday);
    }
    return lastWeekday ? found | 1L << nearest(length, length, firstWeekday) : found;
  }

  private static int nearest(int day, int length, int firstWeekday) {
    int weekday = (firstWeekday + day - 1) % WEEK;
    if (weekday == SATURDAY) {
      return day == 1 ? day + 2 : day - 1;
    }
    if (weekday == SUNDAY) {
      return day == length ? day - 2 : day + 1;
    }
    return day;
  }
}
