package dev.holdfast.core.schedule;

import static dev.holdfast.core.schedule.Written.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BadScheduleTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          61 * * * *       | minute, character 1: 61 is out of range; allowed: 0 to 59
          * 24 * * *       | hour, character 3: 24 is out of range; allowed: 0 to 23
          * * 0 * *        | day of month, character 5: 0 is out of range; allowed: 1 to 31
          * * * 13 *       | month, character 7: 13 is out of range; allowed: 1 to 12 or JAN to DEC
          * * * * 8        | day of week, character 9: 8 is out of range; allowed: 0 to 7 or SUN to SAT
          99999999999 * * * * | minute, character 1: 99999999999 is out of range; allowed: 0 to 59
          */0 * * * *      | minute, character 1: a step of 0 never moves on; write at least 1
          */90 * * * *     | minute, character 1: a step of 90 is longer than the field, which has 60 values, so it would never be taken; write the single value instead
          * */24 * * *     | hour, character 3: a step of 24 is longer than the field, which has 24 values, so it would never be taken; write the single value instead
          */x * * * *      | minute, character 1: 'x' is not a step; write a whole number of at least 1 behind '/'
          */ * * * *       | minute, character 1: '' is not a step; write a whole number of at least 1 behind '/'
          1,,2 * * * *     | minute, character 3: a value is missing; allowed: 0 to 59
          5- * * * *       | minute, character 1: a value is missing; allowed: 0 to 59
          -5 * * * *       | minute, character 1: a value is missing; allowed: 0 to 59
          * 22-2 * * *     | hour, character 3: '22-2' runs backwards; write '22-23,0-2' for the values around the turn
          * * * * 5-1      | day of week, character 9: '5-1' runs backwards; write '5-6,0-1' for the values around the turn
          * * * * 6-0      | day of week, character 9: '6-0' runs backwards; write '6,0' for the values around the turn
          * * * * MOO      | day of week, character 9: 'MOO' is not a value; allowed: 0 to 7 or SUN to SAT
          * * * * MONDAY   | day of week, character 9: 'MONDAY' is not a value; names have three letters: did you mean 'MON'?
          * * * MON *      | month, character 7: 'MON' is not a value; it belongs into the field 'day of week'; allowed here: 1 to 12 or JAN to DEC
          * MAY * * *      | hour, character 3: 'MAY' is not a value; it belongs into the field 'month'; allowed here: 0 to 23
          ? * * * *        | minute, character 1: '?' stands alone, and only for the day of month or the day of week
          0 0 1,? * *      | day of month, character 7: '?' stands alone, and only for the day of month or the day of week
          0 0 * * L        | day of week, character 9: 'L' alone is a day of the month; write FRIL for the last Friday
          0 0 * * MON#6    | day of week, character 9: '#6' is not a week of a month; allowed: #1 to #5
          0 0 * * 9#1      | day of week, character 9: 9 is out of range; allowed: 0 to 7 or SUN to SAT
          0 0 32W * *      | day of month, character 5: 32 is out of range; allowed: 1 to 31
          0 0 L-31 * *     | day of month, character 5: 'L-31' lies before every month; at most L-30
          0 0 31 2 *       | cron: never fires: no year has such a day (day of month '31', month '2', day of week '*')
          0 0 31 APR,JUN * | cron: never fires: no year has such a day (day of month '31', month 'APR,JUN', day of week '*')
          0 0 30W 2 *      | cron: never fires: no year has such a day (day of month '30W', month '2', day of week '*')
          0 0 L-29 2 *     | cron: never fires: no year has such a day (day of month 'L-29', month '2', day of week '*')
          0 0 */2 * MON    | day of month, character 5: '*/2' with both day fields in use means 'and' to some crons and 'or' to others; write '1-31/2' for 'or', or leave the other field at '*'
          * * * *          | cron: has 4 fields; a cron has five: minute, hour, day of month, month, day of week
          5                | cron: has 1 field; a cron has five: minute, hour, day of month, month, day of week
          0 0 9 * * MON    | cron: has 6 fields; a cron has five: minute, hour, day of month, month, day of week (no seconds)
          @reboot          | cron: '@reboot' is not known; there are @hourly, @daily, @midnight, @weekly, @monthly, @yearly and @annually
          ٣ * * * *        | minute, character 1: '٣' is not a value; allowed: 0 to 59
          """)
  void a_wrong_cron_is_refused_with_its_place(String text, String finding) {
    assertThat(refused(Schedules.cron(text, "UTC"))).containsExactly(finding);
  }

  @Test
  void a_text_without_anything_is_refused() {
    assertThat(refused(Schedules.cron(" \t", "UTC")))
        .containsExactly(
            "cron: is empty; a cron has five: minute, hour, day of month, month, day of week");
  }

  @Test
  void an_overlong_text_is_refused_unread() {
    assertThat(refused(Schedules.cron("1,".repeat(500_000) + "1 * * * *", "UTC")))
        .containsExactly("cron: is 1000009 characters long; at most 200 are read");
  }

  @Test
  void everything_that_is_wrong_is_found_at_once() {
    assertThat(refused(Schedules.cron("  61,5-1 */0 32 FOO 9", "Mars/Olympus", "no", "maybe")))
        .containsExactly(
            "minute, character 3: 61 is out of range; allowed: 0 to 59",
            "minute, character 6: '5-1' runs backwards; write '5-59,0-1' for the values around the"
                + " turn",
            "hour, character 10: a step of 0 never moves on; write at least 1",
            "day of month, character 14: 32 is out of range; allowed: 1 to 31",
            "month, character 17: 'FOO' is not a value; allowed: 1 to 12 or JAN to DEC",
            "day of week, character 21: 9 is out of range; allowed: 0 to 7 or SUN to SAT",
            "zone: 'Mars/Olympus' is not known; write the name of a place, such as Europe/Berlin,"
                + " or UTC",
            "gap: 'no' is not a choice; write next or skip",
            "overlapHour: 'maybe' is not a choice; write first or both");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          Europe/Berln  | zone: 'Europe/Berln' is not known; did you mean Europe/Berlin?
          europe/berlin | zone: 'europe/berlin' is not known; did you mean Europe/Berlin?
          Berlin        | zone: 'Berlin' is not known; did you mean Europe/Berlin?
          New York      | zone: 'New York' is not known; did you mean America/New_York?
          GMT+2         | zone: 'GMT+2' is not known; write an offset as +02:00
          +2            | zone: '+2' is not known; write an offset as +02:00
          +19:00        | zone: '+19:00' is no offset from UTC; they go from -18:00 to +18:00
          """)
  void an_unknown_zone_is_refused_with_the_nearest(String zone, String finding) {
    assertThat(refused(Schedules.zone(zone))).containsExactly(finding);
  }

  @Test
  void a_zone_is_never_guessed() {
    assertThat(refused(Schedules.zone("")))
        .containsExactly("zone: is missing; name one, such as Europe/Berlin or UTC");
    assertThat(refused(Schedules.zone("x".repeat(1_000_000))))
        .containsExactly("zone: is 1000000 characters long; no zone has such a name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PT0S     | every: PT0S is too short; at least PT1S
          PT-5M    | every: PT-5M is too short; at least PT1S
          PT0.999S | every: PT0.999S is too short; at least PT1S
          PT1.5S   | every: PT1.5S is not a number of whole seconds
          PT8784H1S | every: PT8784H1S is too long; at most 366 days (PT8784H)
          """)
  void an_interval_has_limits(Duration period, String finding) {
    assertThat(refused(Schedules.every(period, Instant.EPOCH))).containsExactly(finding);
  }

  @Test
  void a_time_beyond_the_calendar_or_within_a_second_is_refused() {
    assertThat(refused(Schedules.every(Duration.ofHours(1), Instant.MAX)))
        .containsExactly("from: lies outside of the years 1970 to 9999");
    assertThat(refused(Schedules.at(OffsetDateTime.parse("1969-12-31T23:59:59Z"))))
        .containsExactly("at: lies outside of the years 1970 to 9999");
    assertThat(refused(Schedules.at(OffsetDateTime.parse("2027-01-01T09:00:00.5+01:00"))))
        .containsExactly("at: 2027-01-01T09:00:00.500+01:00 is not a whole second");
  }

  @Test
  void what_has_nothing_left_to_do_is_found() {
    var now = Instant.parse("2027-01-01T00:00:00Z");
    var inGaps = Written.cron("30 2 ? 3 SUNL", "Europe/Berlin", "skip", "");
    assertThat(Schedules.spent(inGaps, now))
        .hasValueSatisfying(finding ->
            assertThat(finding)
                .hasToString(
                    "schedule: on the last Sunday of March at 02:30 in Berlin; skipped when the"
                        + " clocks leave it out: has no instant after 2027-01-01T00:00:00Z"));
    assertThat(Schedules.spent(new Schedule.At(now), now)).isPresent();
    assertThat(Schedules.spent(new Schedule.At(now), now.minusSeconds(1))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "cron", "every x; from y", "at noon", "cron * * * * *; zone UTC"})
  void what_is_not_a_line_is_refused(String line) {
    assertThat(refused(Schedules.line(line)))
        .containsExactly("schedule: '" + line + "' is not a line of one");
  }
}
