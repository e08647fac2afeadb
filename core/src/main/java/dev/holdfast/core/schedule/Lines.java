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
    var cron = CRON.matcher(line);
    if (cron.matches()) {
      return new CronSource(cron.group(1), cron.group(2), cron.group(3), cron.group(4)).read();
    }
    try {
      var every = EVERY.matcher(line);
      if (every.matches()) {
        return Schedules.every(Duration.parse(every.group(1)), Instant.parse(every.group(2)));
      }
      var at = AT.matcher(line);
      return at.matches() ? Schedules.at(OffsetDateTime.parse(at.group(1))) : unreadable(line);
    } catch (DateTimeException notATime) {
      return unreadable(line);
    }
  }

  private static Reading<Schedule> unreadable(String line) {
    int shown = Math.min(line.length(), CronText.LENGTH_MAX);
    var finding =
        new Finding("schedule", "'" + line.substring(0, shown) + "' is not a line of one");
    return new Reading.Refused<>(List.of(finding));
  }
}
