package dev.holdfast.core.schedule;

import static dev.holdfast.core.schedule.Written.cron;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The days of docs/schedules.md on which clocks are set.
final class ClockChangeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      textBlock =
          """
          Europe/Berlin       | 2027-03-28 | 30 2 * * *   | next | first | 03:00+02:00
          Europe/Berlin       | 2027-03-28 | 30 2 * * *   | skip | first | -
          Europe/Berlin       | 2027-03-28 | 0 3 * * *    | next | first | 03:00+02:00
          Europe/Berlin       | 2027-03-28 | 0,30 2-3 * * * | next | first | 03:00+02:00 03:30+02:00
          Europe/Berlin       | 2027-03-28 | 15 1-3 * * * | next | first | 01:15+01:00 03:00+02:00 03:15+02:00
          Europe/Berlin       | 2027-03-28 | 15 1-3 * * * | skip | first | 01:15+01:00 03:15+02:00
          Europe/Berlin       | 2027-10-31 | 30 2 * * *   | next | first | 02:30+02:00
          Europe/Berlin       | 2027-10-31 | 30 2 * * *   | next | both  | 02:30+02:00 02:30+01:00
          Europe/Berlin       | 2027-10-31 | */30 1-3 * * * | next | first | 01:00+02:00 01:30+02:00 02:00+02:00 02:30+02:00 03:00+01:00 03:30+01:00
          Europe/Berlin       | 2027-10-31 | */30 2 * * * | next | both  | 02:00+02:00 02:30+02:00 02:00+01:00 02:30+01:00
          America/New_York    | 2027-03-14 | 30 2 * * *   | next | first | 03:00-04:00
          America/New_York    | 2027-11-07 | 30 1 * * *   | next | both  | 01:30-04:00 01:30-05:00
          Australia/Lord_Howe | 2027-10-03 | 15 2 * * *   | next | first | 02:30+11:00
          Australia/Lord_Howe | 2027-10-03 | 0 2,3 * * *  | skip | first | 03:00+11:00
          Australia/Lord_Howe | 2027-04-04 | 45 1 * * *   | next | first | 01:45+11:00
          Australia/Lord_Howe | 2027-04-04 | 45 1 * * *   | next | both  | 01:45+11:00 01:45+10:30
          Pacific/Apia        | 2011-12-30 | 0 9 * * *    | next | first | -
          Pacific/Apia        | 2011-12-31 | 0 9 * * *    | next | first | 00:00+14:00 09:00+14:00
          Pacific/Apia        | 2011-12-31 | 0 9 * * *    | skip | first | 09:00+14:00
          Pacific/Apia        | 2011-12-31 | 0 9 30 12 *  | next | first | 00:00+14:00
          UTC                 | 2027-03-28 | 30 2 * * *   | next | first | 02:30Z
          +05:45              | 2027-03-28 | 30 2 * * *   | next | first | 02:30+05:45
          """)
  void days_on_which_clocks_are_set_go_by_the_rules(
      String zone, LocalDate day, String text, String gap, String overlapHour, String times) {
    var schedule = cron(text, zone, gap, overlapHour);
    var place = ZoneId.of(zone);
    var from = day.atStartOfDay(place).toInstant().minusNanos(1);
    var to = day.plusDays(1).atStartOfDay(place).toInstant().minusNanos(1);
    var fired =
        schedule.between(from, to, 100).stream()
            .filter(at -> at.atZone(place).toLocalDate().equals(day))
            .toList();
    assertThat(fired).extracting(at -> time(at, place)).isEqualTo(expected(times));
  }

  private static List<String> expected(String times) {
    return times.equals("-") ? List.of() : List.of(times.split(" "));
  }

  private static String time(Instant at, ZoneId place) {
    return at.atZone(place).toOffsetDateTime().toOffsetTime().toString();
  }
}
