package dev.holdfast.core.schedule;

import java.util.ArrayList;
import java.util.List;

/// The days that a cron has, in words.
final class DayWords {
  private static final int WEEK = 7;
  private static final int WORKING_DAYS = 0b0111110;
  private static final int ALL_MONTHS = 0b1111111111110;
  private static final List<String> WEEKDAYS =
      List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");

  private final CronFields fields;

  DayWords(CronFields fields) {
    this.fields = fields;
  }

  /// In front of times: `every weekday`, `on the first Monday of each month`.
  String inFront() {
    if (isEveryDay()) {
      return "every day" + inMonths();
    }
    var parts = parts();
    return parts.size() == 1 && parts.getFirst().startsWith("on every ")
        ? parts.getFirst().substring("on ".length())
        : Phrases.list(parts);
  }

  /// Behind an interval: `on weekdays`, `in May`; empty for every day.
  String behind() {
    if (isEveryDay()) {
      return inMonths().strip();
    }
    boolean plain =
        !fields.monthDays().restricted()
            && fields.weekDays().numbered() == 0
            && fields.weekDays().last() == 0;
    return plain ? "on " + plural() + inMonths() : Phrases.list(parts());
  }

  private boolean isEveryDay() {
    return !fields.monthDays().restricted() && !fields.weekDays().restricted();
  }

  private List<String> parts() {
    var parts = new ArrayList<String>();
    if (fields.monthDays().restricted()) {
      addMonthDays(fields.monthDays(), parts);
    }
    if (fields.weekDays().restricted()) {
      addWeekDays(fields.weekDays(), parts);
    }
    return parts;
  }

  private void addMonthDays(MonthDays days, List<String> parts) {
    if (days.days() != 0) {
      parts.add("on the " + Phrases.runs(days.days(), Phrases::numeral) + ofMonths());
    }
    for (int day : Phrases.bits(days.nearestWeekday())) {
      parts.add("on the working day nearest to the " + Phrases.numeral(day) + ofMonths());
    }
    for (int before : Phrases.bits(days.fromEnd())) {
      parts.add(
          before == 0
              ? "on the last day" + ofMonths()
              : Phrases.count(before, "day") + " before the last day" + ofMonths());
    }
    if (days.lastWeekday()) {
      parts.add("on the last working day" + ofMonths());
    }
  }

  private void addWeekDays(WeekDays days, List<String> parts) {
    if (days.days() != 0) {
      parts.add("on every " + singular() + inMonths());
    }
    for (int place : Phrases.bits(days.numbered())) {
      var nth = Phrases.ordinal(place / WEEK + 1);
      parts.add("on the " + nth + " " + WEEKDAYS.get(place % WEEK) + ofMonths());
    }
    for (int weekday : Phrases.bits(days.last())) {
      parts.add("on the last " + WEEKDAYS.get(weekday) + ofMonths());
    }
  }

  private String singular() {
    int days = fields.weekDays().days();
    return days == WORKING_DAYS ? "weekday" : Phrases.list(mondayFirst(days, ""));
  }

  private String plural() {
    int days = fields.weekDays().days();
    return days == WORKING_DAYS ? "weekdays" : Phrases.list(mondayFirst(days, "s"));
  }

  private static List<String> mondayFirst(int days, String ending) {
    var words = new ArrayList<>(Phrases.words(days & ~1, day -> WEEKDAYS.get(day) + ending));
    if ((days & 1) != 0) {
      words.add(WEEKDAYS.getFirst() + ending);
    }
    return words;
  }

  private String ofMonths() {
    return fields.months() == ALL_MONTHS ? " of each month" : " of " + months();
  }

  private String inMonths() {
    return fields.months() == ALL_MONTHS ? "" : " in " + months();
  }

  private String months() {
    return Phrases.runs(fields.months(), Phrases::month);
  }
}
