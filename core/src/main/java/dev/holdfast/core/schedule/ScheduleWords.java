package dev.holdfast.core.schedule;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A schedule in plain English: `every weekday at 09:00 in Berlin`. What is unusual is told field
/// by field; nothing is left out but what is the default.
public final class ScheduleWords {
  private static final int DAY_HOURS = 24;
  private static final Set<String> CONTINENTS =
      Set.of(
          "Africa",
          "America",
          "Antarctica",
          "Arctic",
          "Asia",
          "Atlantic",
          "Australia",
          "Europe",
          "Indian",
          "Pacific");

  private ScheduleWords() {}

  public static String of(Schedule schedule) {
    return switch (schedule) {
      case Schedule.Cron cron -> cron(cron);
      case Schedule.Every(var period, _) -> every(period);
      case Schedule.At at -> once(at);
    };
  }

  private static String cron(Schedule.Cron cron) {
    var times = new TimeWords(cron.fields());
    var days = new DayWords(cron.fields());
    var words =
        times.areNamed()
            ? days.inFront() + " " + times.words()
            : times.words() + (days.behind().isEmpty() ? "" : " " + days.behind());
    return words + " " + place(cron.zone()) + choices(cron);
  }

  /// The choices that are not the usual ones, where the clocks are ever set.
  private static String choices(Schedule.Cron cron) {
    if (cron.zone().getRules().isFixedOffset()) {
      return "";
    }
    var skipped = cron.gap() == Gap.SKIP ? "; skipped when the clocks leave it out" : "";
    var both = cron.overlapHour() == OverlapHour.BOTH ? "; twice when they repeat it" : "";
    return skipped + (skipped.isEmpty() ? both.replace("they", "the clocks") : both);
  }

  private static String place(ZoneId zone) {
    if (zone instanceof ZoneOffset offset) {
      return offset.equals(ZoneOffset.UTC) ? "in UTC" : "at UTC" + offset;
    }
    var id = zone.getId();
    int first = id.indexOf('/');
    if (first > 0 && CONTINENTS.contains(id.substring(0, first))) {
      return "in " + id.substring(id.lastIndexOf('/') + 1).replace('_', ' ');
    }
    return "in " + id;
  }

  private static String every(Duration period) {
    long hours = period.toHours();
    if (period.equals(Duration.ofHours(hours)) && hours > DAY_HOURS && hours % DAY_HOURS == 0) {
      return Phrases.every(hours / DAY_HOURS, "day");
    }
    var parts = new ArrayList<String>();
    add(parts, hours, "hour");
    add(parts, period.toMinutesPart(), "minute");
    add(parts, period.toSecondsPart(), "second");
    var words = Phrases.list(parts);
    return "every " + (parts.size() == 1 && words.startsWith("1 ") ? words.substring(2) : words);
  }

  private static void add(List<String> parts, long count, String unit) {
    if (count > 0) {
      parts.add(Phrases.count(count, unit));
    }
  }

  private static String once(Schedule.At at) {
    var time = at.instant().atOffset(at.offset());
    var seconds = String.format(Locale.ROOT, ":%02d", time.getSecond());
    return String.format(
        Locale.ROOT,
        "once, on %d %s %d at %02d:%02d%s %s",
        time.getDayOfMonth(),
        Phrases.month(time.getMonthValue()),
        time.getYear(),
        time.getHour(),
        time.getMinute(),
        time.getSecond() == 0 ? "" : seconds,
        at.offset().equals(ZoneOffset.UTC) ? "UTC" : at.offset());
  }
}
