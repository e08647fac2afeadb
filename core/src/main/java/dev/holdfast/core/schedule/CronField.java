package dev.holdfast.core.schedule;

import java.util.List;

/// One of the five places of a cron.
enum CronField {
  MINUTE("minute", 0, 59, ""),
  HOUR("hour", 0, 23, ""),
  DAY_OF_MONTH("day of month", 1, 31, ""),
  MONTH("month", 1, 12, "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"),
  /// 7 is Sunday once more.
  DAY_OF_WEEK("day of week", 0, 7, "SUN MON TUE WED THU FRI SAT");

  private final String title;
  private final int least;
  private final int greatest;
  private final String names;

  CronField(String title, int least, int greatest, String names) {
    this.title = title;
    this.least = least;
    this.greatest = greatest;
    this.names = names;
  }

  String title() {
    return title;
  }

  int least() {
    return least;
  }

  int greatest() {
    return greatest;
  }

  /// What may stand for the numbers, beginning with the least.
  List<String> names() {
    return names.isEmpty() ? List.of() : List.of(names.split(" "));
  }

  /// How many different values there are.
  int size() {
    return (this == DAY_OF_WEEK ? greatest : greatest + 1) - least;
  }

  boolean isDay() {
    return this == DAY_OF_MONTH || this == DAY_OF_WEEK;
  }

  /// What may be written, for those who wrote something else.
  String range() {
    var numbers = least + " to " + greatest;
    return names.isEmpty()
        ? numbers
        : numbers + " or " + names().getFirst() + " to " + names().getLast();
  }
}
