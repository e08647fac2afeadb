package dev.holdfast.core.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/// A day field of a cron drawn by lot: its text, and the dates that it means.
record DrawnDays(String text, Predicate<LocalDate> dates) {
  private static final Set<DayOfWeek> WEEKEND = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
  static final DrawnDays ALL = new DrawnDays("*", _ -> true);

  boolean has(LocalDate date) {
    return dates.test(date);
  }

  boolean isOpen() {
    return text.equals("*") || text.equals("?");
  }

  static DrawnDays ofMonth(Random random) {
    int day = 1 + random.nextInt(31);
    int before = random.nextInt(31);
    return switch (random.nextInt(6)) {
      case 0 -> new DrawnDays("L", date -> date.equals(lastDay(date)));
      case 1 -> new DrawnDays("L-" + before, date -> date.equals(before(date, before)));
      case 2 -> new DrawnDays("LW", date -> date.equals(workingDay(lastDay(date))));
      case 3 ->
          new DrawnDays(
              day + "W",
              date ->
                  day <= date.lengthOfMonth() && date.equals(workingDay(date.withDayOfMonth(day))));
      case 4 -> new DrawnDays("?", _ -> true);
      default -> {
        var field = DrawnField.draw(random, DrawnField.DAYS);
        yield new DrawnDays(field.text(), date -> field.has(date.getDayOfMonth()));
      }
    };
  }

  static DrawnDays ofWeek(Random random) {
    var name = DrawnField.WEEKDAYS.names().get(random.nextInt(7));
    int weekday = DrawnField.WEEKDAYS.names().indexOf(name);
    int number = 1 + random.nextInt(5);
    return switch (random.nextInt(4)) {
      case 0 ->
          new DrawnDays(
              name + "#" + number,
              date -> weekday(date) == weekday && (date.getDayOfMonth() + 6) / 7 == number);
      case 1 ->
          new DrawnDays(
              weekday + "L",
              date -> weekday(date) == weekday && date.plusDays(7).getMonth() != date.getMonth());
      default -> {
        var field = DrawnField.draw(random, DrawnField.WEEKDAYS);
        yield new DrawnDays(field.text(), date -> field.has(weekday(date)));
      }
    };
  }

  private static int weekday(LocalDate date) {
    return date.getDayOfWeek().getValue() % 7;
  }

  private static LocalDate lastDay(LocalDate date) {
    return date.with(TemporalAdjusters.lastDayOfMonth());
  }

  private static LocalDate before(LocalDate date, int days) {
    return lastDay(date).minusDays(days);
  }

  /// The working day of the same month that is closest.
  private static LocalDate workingDay(LocalDate wanted) {
    return wanted
        .withDayOfMonth(1)
        .datesUntil(lastDay(wanted).plusDays(1))
        .filter(date -> !WEEKEND.contains(date.getDayOfWeek()))
        .min(Comparator.comparing(date -> Math.abs(ChronoUnit.DAYS.between(date, wanted))))
        .orElseThrow();
  }
}
