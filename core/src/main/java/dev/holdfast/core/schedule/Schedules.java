package dev.holdfast.core.schedule;

import dev.holdfast.core.Finding;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads schedules. Nothing is guessed: the zone is always named, and a schedule that can never
/// fire is refused.
public final class Schedules {
  private Schedules() {}

  /// A cron with the usual choices: a time in a gap fires behind it, a time that comes twice fires
  /// once.
  public static Reading<Schedule> cron(String text, String zone) {
    return cron(text, zone, "", "");
  }

  /// @param gap `next` or `skip`; empty for `next`
  /// @param overlapHour `first` or `both`; empty for `first`
  public static Reading<Schedule> cron(String text, String zone, String gap, String overlapHour) {
    return new CronSource(text, zone, gap, overlapHour).read();
  }

  /// @param anchor the first instant; its fraction of a second is cut off
  public static Reading<Schedule> every(Duration period, Instant anchor) {
    var findings = new ArrayList<Finding>();
    if (period.compareTo(Schedule.Every.PERIOD_MIN) < 0) {
      findings.add(new Finding("every", period + " is too short; at least PT1S"));
    } else if (period.compareTo(Schedule.Every.PERIOD_MAX) > 0) {
      findings.add(new Finding("every", period + " is too long; at most 366 days (PT8784H)"));
    } else if (!Era.isWhole(period)) {
      findings.add(new Finding("every", period + " is not a number of whole seconds"));
    }
    if (!Era.holds(anchor)) {
      findings.add(outside("from"));
    }
    return findings.isEmpty()
        ? new Reading.Understood<>(
            new Schedule.Every(period, anchor.truncatedTo(ChronoUnit.SECONDS)))
        : new Reading.Refused<>(findings);
  }

  public static Reading<Schedule> at(OffsetDateTime time) {
    var instant = time.toInstant();
    if (!Era.holds(instant)) {
      return new Reading.Refused<>(List.of(outside("at")));
    }
    return Era.isWhole(instant)
        ? new Reading.Understood<>(new Schedule.At(instant, time.getOffset()))
        : Reading.refused("at", time + " is not a whole second");
  }

  /// What is wrong with a schedule that has nothing left to do after that time: it is over, or all
  /// its times lie in gaps and are skipped.
  public static Optional<Finding> spent(Schedule schedule, Instant now) {
    return schedule.next(now).isPresent()
        ? Optional.empty()
        : Optional.of(
            new Finding("schedule", ScheduleWords.of(schedule) + ": has no instant after " + now));
  }

  /// Reads back what [Schedule#line] wrote.
  public static Reading<Schedule> line(String line) {
    return Lines.read(line);
  }

  /// The name of a place as IANA has it, `UTC`, or a fixed offset such as `+02:00`.
  public static Reading<ZoneId> zone(String text) {
    return Zones.read(text);
  }

  private static Finding outside(String where) {
    return new Finding(where, "lies outside of the years 1970 to 9999");
  }
}
