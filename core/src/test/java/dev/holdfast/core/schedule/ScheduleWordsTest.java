package dev.holdfast.core.schedule;

import static dev.holdfast.core.schedule.Written.cron;
import static dev.holdfast.core.schedule.Written.understood;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ScheduleWordsTest {
  static Stream<Arguments> examples() throws IOException {
    return Page.table("example");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void the_examples_of_the_page_are_told_so(String text, String words) {
    assertThat(ScheduleWords.of(cron(text, "UTC"))).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 9 * * MON-FRI          | Europe/Berlin    | every weekday at 09:00 in Berlin
          */5 * * * *              | Europe/Berlin    | every 5 minutes in Berlin
          * * * * *                | UTC              | every minute in UTC
          30 8 ? * MON#1           | America/New_York | on the first Monday of each month at 08:30 in New York
          */15 9-17 * * MON-FRI    | UTC              | every 15 minutes between 09:00 and 17:59 on weekdays in UTC
          @hourly                  | UTC              | every hour in UTC
          15 * * * *               | UTC              | every hour at minute 15 in UTC
          @daily                   | Z                | every day at 00:00 in UTC
          @weekly                  | +02:00           | every Sunday at 00:00 at UTC+02:00
          @monthly                 | Etc/UTC          | on the 1st of each month at 00:00 in Etc/UTC
          @yearly                  | CET              | on the 1st of January at 00:00 in CET
          0 */2 * * *              | Asia/Tokyo       | every 2 hours in Tokyo
          5 */6 * * SAT,SUN        | Asia/Tokyo       | every 6 hours at minute 5 on Saturdays and Sundays in Tokyo
          0 8,12,18 * * *          | UTC              | every day at 08:00, 12:00 and 18:00 in UTC
          0,30 9 * * 1,3,5         | UTC              | every Monday, Wednesday and Friday at 09:00 and 09:30 in UTC
          30 8-18 * * *            | UTC              | every hour from 08:30 to 18:30 in UTC
          30 0-5,20-23 * * *       | UTC              | at minute 30 of hours 0 to 5 and 20 to 23 in UTC
          */20 1,3,5 * * *         | UTC              | every 20 minutes of hours 1, 3 and 5 in UTC
          1-7,30 * 2 * *           | UTC              | at minutes 1 to 7 and 30 of every hour on the 2nd of each month in UTC
          1-7,30 9,10 * 3 *        | UTC              | at minutes 1 to 7 and 30 of hours 9 and 10 in March in UTC
          0 9 * 1,7 *              | UTC              | every day in January and July at 09:00 in UTC
          0 9 * 4-9 MON            | UTC              | every Monday in April to September at 09:00 in UTC
          0 0 L * *                | UTC              | on the last day of each month at 00:00 in UTC
          0 0 L-3 3 *              | UTC              | 3 days before the last day of March at 00:00 in UTC
          0 0 LW * *               | UTC              | on the last working day of each month at 00:00 in UTC
          0 0 15W * *              | UTC              | on the working day nearest to the 15th of each month at 00:00 in UTC
          0 0 * * FRIL             | UTC              | on the last Friday of each month at 00:00 in UTC
          0 0 13 * FRI             | UTC              | on the 13th of each month and on every Friday at 00:00 in UTC
          0 0 1,2,3,11,12,21,22,23 6 * | UTC          | on the 1st to 3rd, 11th, 12th and 21st to 23rd of June at 00:00 in UTC
          0 0 1,L * TUE,FRI#3      | UTC              | on the 1st of each month, on the last day of each month, on every Tuesday and on the third Friday of each month at 00:00 in UTC
          0 12 1 NOV-FEB *         | UTC              | on the 1st of January, February, November and December at 12:00 in UTC
          */10 * * * FRI#2         | UTC              | every 10 minutes on the second Friday of each month in UTC
          0 7 * * *                | America/Argentina/Buenos_Aires | every day at 07:00 in Buenos Aires
          """)
  void a_cron_is_told_in_plain_words(String text, String zone, String words) {
    assertThat(ScheduleWords.of(cron(text, zone))).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          skip | first | Europe/Berlin | every day at 02:30 in Berlin; skipped when the clocks leave it out
          next | both  | Europe/Berlin | every day at 02:30 in Berlin; twice when the clocks repeat it
          skip | both  | Europe/Berlin | every day at 02:30 in Berlin; skipped when the clocks leave it out; twice when they repeat it
          skip | both  | UTC           | every day at 02:30 in UTC
          """)
  void choices_are_told_where_they_matter(
      String gap, String overlapHour, String zone, String words) {
    assertThat(ScheduleWords.of(cron("30 2 * * *", zone, gap, overlapHour))).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "PT1S, every second",
    "PT5M, every 5 minutes",
    "PT1H30M, every 1 hour and 30 minutes",
    "PT1H1M1S, 'every 1 hour, 1 minute and 1 second'",
    "P1D, every 24 hours",
    "P2D, every 2 days",
    "PT49H, every 49 hours"
  })
  void an_interval_is_told_in_plain_words(Duration period, String words) {
    assertThat(ScheduleWords.of(understood(Schedules.every(period, Instant.EPOCH))))
        .isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2027-01-01T09:00:00+01:00 | once, on 1 January 2027 at 09:00 +01:00
          2027-11-23T09:05:30Z      | once, on 23 November 2027 at 09:05:30 UTC
          """)
  void one_time_is_told_in_plain_words(String time, String words) {
    assertThat(ScheduleWords.of(understood(Schedules.at(OffsetDateTime.parse(time)))))
        .isEqualTo(words);
  }
}
