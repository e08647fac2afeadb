package dev.holdfast.core.schedule;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Random;

/// A cron drawn by lot: its text, and the local minutes that it means.
record DrawnCron(
    DrawnField minutes,
    DrawnField hours,
    DrawnDays monthDays,
    DrawnField months,
    DrawnDays weekDays) {
  /// Usually one that fires around a given time of the wall, or a gap's law would rarely be asked.
  static DrawnCron draw(Random random, LocalDateTime near) {
    var minutes = DrawnField.draw(random, DrawnField.MINUTES);
    var hours =
        random.nextInt(5) == 0
            ? DrawnField.draw(random, DrawnField.HOURS)
            : DrawnField.around(random, DrawnField.HOURS, near.getHour());
    var months =
        random.nextInt(5) == 0
            ? DrawnField.draw(random, DrawnField.MONTHS)
            : DrawnField.around(random, DrawnField.MONTHS, near.getMonthValue());
    var monthDays = random.nextBoolean() ? DrawnDays.ALL : DrawnDays.ofMonth(random);
    var weekDays = random.nextBoolean() ? DrawnDays.ALL : DrawnDays.ofWeek(random);
    return new DrawnCron(minutes, hours, monthDays, months, weekDays);
  }

  String text() {
    return String.join(
        " ", minutes.text(), hours.text(), monthDays.text(), months.text(), weekDays.text());
  }

  /// Whether crons disagree on what its day fields mean together.
  boolean isAmbiguous() {
    return !monthDays.isOpen()
        && !weekDays.isOpen()
        && (monthDays.text().startsWith("*") || weekDays.text().startsWith("*"));
  }

  boolean has(LocalDateTime time) {
    return minutes.has(time.getMinute()) && hours.has(time.getHour()) && hasDay(time.toLocalDate());
  }

  boolean hasDay(LocalDate date) {
    if (!months.has(date.getMonthValue())) {
      return false;
    }
    return monthDays.isOpen() || weekDays.isOpen()
        ? monthDays.has(date) && weekDays.has(date)
        : monthDays.has(date) || weekDays.has(date);
  }
}
