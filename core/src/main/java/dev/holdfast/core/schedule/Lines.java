package dev.holdfast.core.schedule;

import dev.holdfast.core.Finding;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Schedules as lines of the ledger.
final class Lines {
  private static final Pattern CRON =
      Pattern.compile("cron (.+); zone (\\S+); gap (\\w+); overlap (\\w+)");
  private static final Pattern EVERY = Pattern.compile("every (\\S+); from (\\S+)");
  private static final Pattern AT = Pattern.compile("at (\\S+)");

  private Lines() {}

  static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  static Reading<Schedule> read(String line) {
    try {
      // Read several times for each instant: no pattern is tried in vain.
      return switch (line.substring(0, Math.max(0, line.indexOf(' ')))) {
        case "cron" -> cron(line);
        case "every" -> every(line);
        case "at" -> at(line);
        default -> unreadable(line);
      };
    } catch (DateTimeException notATime) {
      return unreadable(line);
    }
  }

  private static Reading<Schedule> cron(String line) {
    var cron = CRON.matcher(line);
    return cron.matches()
        ? new CronSource(cron.group(1), cron.group(2), cron.group(3), cron.group(4)).read()
        : unreadable(line);
  }

  private static Reading<Schedule> every(String line) {
    var every = EVERY.matcher(line);
    return every.matches()
        ? Schedules.every(Duration.parse(every.group(1)), Instant.parse(every.group(2)))
        : unreadable(line);
  }

  private static Reading<Schedule> at(String line) {
    var at = AT.matcher(line);
    return at.matches() ? Schedules.at(OffsetDateTime.parse(at.group(1))) : unreadable(line);
  }

  private static Reading<Schedule> unreadable(String line) {
    int shown = Math.min(line.length(), CronText.LENGTH_MAX);
    var finding =
        new Finding("schedule", "'" + line.substring(0, shown) + "' is not a line of one");
    return new Reading.Refused<>(List.of(finding));
  }
}
