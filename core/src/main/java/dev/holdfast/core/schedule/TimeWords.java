package dev.holdfast.core.schedule;

import java.util.ArrayList;
import java.util.Locale;

/// The times of a day that a cron has, in words.
final class TimeWords {
  private static final int HOURS = 24;
  private static final int MINUTES = 60;
  private static final int TIMES_LISTED_MAX = 6;

  private final long minutes;
  private final long hours;

  TimeWords(CronFields fields) {
    this.minutes = fields.minutes();
    this.hours = fields.hours();
  }

  /// Whether the times are few enough to be named one by one: `at 09:00 and 17:00`.
  boolean areNamed() {
    return Long.bitCount(minutes) * Long.bitCount(hours) <= TIMES_LISTED_MAX
        && !(hoursStep() > 0 && Long.bitCount(hours) > TIMES_LISTED_MAX / 2);
  }

  String words() {
    if (areNamed()) {
      return "at " + named();
    }
    int step = step(minutes, MINUTES);
    if (step > 0) {
      return Phrases.every(step, "minute") + inHours();
    }
    if (Long.bitCount(minutes) == 1) {
      return hourly();
    }
    var which = "at minutes " + Phrases.runs(minutes, Integer::toString);
    return which + (hoursStep() == 1 ? " of every hour" : " of hours " + hourList());
  }

  private String named() {
    var times = new ArrayList<String>();
    for (int hour : Phrases.bits(hours)) {
      for (int minute : Phrases.bits(minutes)) {
        times.add(time(hour, minute));
      }
    }
    return Phrases.list(times);
  }

  /// One minute of many hours.
  private String hourly() {
    int minute = Phrases.bits(minutes)[0];
    int step = hoursStep();
    if (step > 0) {
      return Phrases.every(step, "hour") + (minute == 0 ? "" : " at minute " + minute);
    }
    if (isOneRun()) {
      return "every hour from " + time(firstHour(), minute) + " to " + time(lastHour(), minute);
    }
    return "at minute " + minute + " of hours " + hourList();
  }

  private String inHours() {
    if (hoursStep() == 1) {
      return "";
    }
    return isOneRun()
        ? " between " + time(firstHour(), 0) + " and " + time(lastHour(), MINUTES - 1)
        : " of hours " + hourList();
  }

  private String hourList() {
    return Phrases.runs(hours, Integer::toString);
  }

  private boolean isOneRun() {
    return lastHour() - firstHour() + 1 == Long.bitCount(hours);
  }

  private int firstHour() {
    return Long.numberOfTrailingZeros(hours);
  }

  private int lastHour() {
    return Long.SIZE - 1 - Long.numberOfLeadingZeros(hours);
  }

  private int hoursStep() {
    return step(hours, HOURS);
  }

  /// The step that fills a whole turn evenly from zero; 0 if there is none.
  private static int step(long bits, int turn) {
    int count = Long.bitCount(bits);
    if (count < 2 || turn % count != 0) {
      return 0;
    }
    long even = 0;
    for (int value = 0; value < turn; value += turn / count) {
      even |= 1L << value;
    }
    return bits == even ? turn / count : 0;
  }

  private static String time(int hour, int minute) {
    return String.format(Locale.ROOT, "%02d:%02d", hour, minute);
  }
}
