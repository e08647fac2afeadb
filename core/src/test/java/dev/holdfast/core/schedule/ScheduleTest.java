package dev.holdfast.core.schedule;

import static dev.holdfast.core.schedule.Written.cron;
import static dev.holdfast.core.schedule.Written.understood;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ScheduleTest {
  private static final Instant NEW_YEAR = Instant.parse("2027-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 9 * * MON-FRI   | 2027-01-01T09:00:00Z 2027-01-04T09:00:00Z
          */20 8 * * *      | 2027-01-01T08:00:00Z 2027-01-01T08:20:00Z 2027-01-01T08:40:00Z 2027-01-02T08:00:00Z
          5/25 0 * * *      | 2027-01-01T00:05:00Z 2027-01-01T00:30:00Z 2027-01-01T00:55:00Z
          10-40/15 3 * * *  | 2027-01-01T03:10:00Z 2027-01-01T03:25:00Z 2027-01-01T03:40:00Z
          0 0 L * ?         | 2027-01-31T00:00:00Z 2027-02-28T00:00:00Z 2027-03-31T00:00:00Z
          0 0 L-3 * *       | 2027-01-28T00:00:00Z 2027-02-25T00:00:00Z
          0 0 LW * *        | 2027-01-29T00:00:00Z 2027-02-26T00:00:00Z
          0 0 15W * *       | 2027-01-15T00:00:00Z 2027-02-15T00:00:00Z 2027-03-15T00:00:00Z 2027-04-15T00:00:00Z 2027-05-14T00:00:00Z
          0 0 1W * *        | 2027-01-01T00:00:00Z 2027-02-01T00:00:00Z 2027-03-01T00:00:00Z 2027-04-01T00:00:00Z 2027-05-03T00:00:00Z
          0 0 31W * *       | 2027-01-29T00:00:00Z 2027-03-31T00:00:00Z 2027-05-31T00:00:00Z
          0 8 ? * MON#2     | 2027-01-11T08:00:00Z 2027-02-08T08:00:00Z
          0 8 * * 1#5       | 2027-03-29T08:00:00Z 2027-05-31T08:00:00Z
          0 8 ? * 5L        | 2027-01-29T08:00:00Z 2027-02-26T08:00:00Z
          0 8 ? * friL      | 2027-01-29T08:00:00Z 2027-02-26T08:00:00Z
          0 12 * * FRI-MON  | 2027-01-01T12:00:00Z 2027-01-02T12:00:00Z 2027-01-03T12:00:00Z 2027-01-04T12:00:00Z 2027-01-08T12:00:00Z
          0 12 1 NOV-FEB *  | 2027-01-01T12:00:00Z 2027-02-01T12:00:00Z 2027-11-01T12:00:00Z
          0 12 * * 5-7      | 2027-01-01T12:00:00Z 2027-01-02T12:00:00Z 2027-01-03T12:00:00Z 2027-01-08T12:00:00Z
          0 12 * * 0,7      | 2027-01-03T12:00:00Z 2027-01-10T12:00:00Z
          0 0 13 * FRI      | 2027-01-01T00:00:00Z 2027-01-08T00:00:00Z 2027-01-13T00:00:00Z 2027-01-15T00:00:00Z
          0 0 1-31/10 * FRI | 2027-01-01T00:00:00Z 2027-01-08T00:00:00Z 2027-01-11T00:00:00Z 2027-01-15T00:00:00Z
          0 0 29 2 *        | 2028-02-29T00:00:00Z 2032-02-29T00:00:00Z
          0 0 ? 2 MON#5     | 2044-02-29T00:00:00Z 2072-02-29T00:00:00Z
          0 0 * FEB,4 WED#1 | 2027-02-03T00:00:00Z 2027-04-07T00:00:00Z 2028-02-02T00:00:00Z
          @hourly           | 2027-01-01T00:00:00Z 2027-01-01T01:00:00Z
          @Daily            | 2027-01-01T00:00:00Z 2027-01-02T00:00:00Z
          @midnight         | 2027-01-01T00:00:00Z 2027-01-02T00:00:00Z
          @weekly           | 2027-01-03T00:00:00Z 2027-01-10T00:00:00Z
          @monthly          | 2027-01-01T00:00:00Z 2027-02-01T00:00:00Z
          @yearly           | 2027-01-01T00:00:00Z 2028-01-01T00:00:00Z
          @annually         | 2027-01-01T00:00:00Z 2028-01-01T00:00:00Z
          """)
  void what_is_written_is_what_fires(String text, String instants) {
    var expected = List.of(instants.split(" ")).stream().map(Instant::parse).toList();
    var after = NEW_YEAR.minusNanos(1);
    var until = Instant.parse("2099-01-01T00:00:00Z");
    assertThat(cron(text, "UTC").between(after, until, expected.size())).isEqualTo(expected);
  }

  @Test
  void the_rarest_day_is_found_across_a_century_year() {
    var rare = cron("0 0 ? 2 MON#5", "UTC");
    var before = Instant.parse("2072-02-29T00:00:00Z");
    assertThat(rare.next(before)).hasValue(Instant.parse("2112-02-29T00:00:00Z"));
    assertThat(rare.latest(Instant.parse("2112-02-28T23:59:59Z"), NEW_YEAR)).hasValue(before);
  }

  @Test
  void what_only_a_gap_could_fire_and_is_skipped_ends_without_an_answer() {
    var never = cron("30 2 ? 3 SUNL", "Europe/Berlin", "skip", "");
    assertThat(never.next(NEW_YEAR)).isEmpty();
    assertThat(never.latest(NEW_YEAR, Instant.EPOCH)).isEmpty();
    assertThat(never.count(NEW_YEAR, Instant.MAX, 100)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"first", "both"})
  void a_look_back_from_within_a_repeated_hour_finds_its_first_pass(String overlapHour) {
    var yearly = cron("50 2 31 10 *", "Europe/Berlin", "next", overlapHour);
    var inSecondPass = Instant.parse("2027-10-31T01:10:00Z");
    var firstPass = Instant.parse("2027-10-31T00:50:00Z");
    assertThat(yearly.latest(inSecondPass, Instant.EPOCH)).hasValue(firstPass);
    assertThat(yearly.latest(inSecondPass, firstPass)).hasValue(firstPass);
  }

  @Test
  void an_instant_is_strictly_after_and_the_latest_may_be_now() {
    var daily = cron("0 9 * * *", "UTC");
    var nine = Instant.parse("2027-01-01T09:00:00Z");
    assertThat(daily.next(nine.minusNanos(1))).hasValue(nine);
    assertThat(daily.next(nine)).hasValue(nine.plus(Duration.ofDays(1)));
    assertThat(daily.latest(nine, nine)).hasValue(nine);
    assertThat(daily.latest(nine.minusNanos(1), nine.minusSeconds(60))).isEmpty();
    assertThat(daily.latest(nine.plusSeconds(5), nine.plusNanos(1))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cron */5 * * * *; zone Europe/Berlin; gap skip; overlap both",
        "cron @weekly; zone +02:00; gap next; overlap first",
        "every PT1M30S; from 2027-01-01T00:00:00Z",
        "at 2027-01-01T09:00+01:00"
      })
  void time_has_edges_and_nothing_breaks_at_them(String line) {
    var schedule = understood(Schedules.line(line));
    assertThat(schedule.next(Instant.MIN)).isPresent();
    assertThat(schedule.next(Instant.MAX)).isEmpty();
    assertThat(schedule.latest(Instant.MIN, Instant.MIN)).isEmpty();
    assertThat(schedule.latest(Instant.MAX, Instant.MAX)).isEmpty();
    assertThat(schedule.count(Instant.MIN, Instant.MAX, 1)).isOne();
    assertThat(schedule.count(Instant.MAX, Instant.MIN, 10)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cron 0 9 * * MON-FRI; zone Europe/Berlin; gap next; overlap first",
        "cron @weekly; zone +02:00; gap skip; overlap both",
        "every PT1M30S; from 2027-01-01T00:00:00Z",
        "at 2027-01-01T09:00+01:00"
      })
  void a_line_is_read_back_as_it_was_written(String line) {
    var schedule = understood(Schedules.line(line));
    assertThat(schedule.line()).isEqualTo(line);
    assertThat(understood(Schedules.line(schedule.line()))).isEqualTo(schedule);
  }

  @Test
  void every_counts_from_its_anchor_and_never_before_it() {
    var every = understood(Schedules.every(Duration.ofMinutes(90), NEW_YEAR.plusMillis(700)));
    assertThat(every.next(NEW_YEAR.minusSeconds(1_000_000))).hasValue(NEW_YEAR);
    assertThat(every.next(NEW_YEAR)).hasValue(NEW_YEAR.plusSeconds(5_400));
    assertThat(every.next(NEW_YEAR.plusSeconds(5_399))).hasValue(NEW_YEAR.plusSeconds(5_400));
    assertThat(every.latest(NEW_YEAR.minusNanos(1), Instant.MIN)).isEmpty();
    assertThat(every.latest(NEW_YEAR.plusSeconds(5_399), NEW_YEAR)).hasValue(NEW_YEAR);
    assertThat(every.count(NEW_YEAR.minusSeconds(1), NEW_YEAR.plusSeconds(54_000), 99))
        .isEqualTo(11);
    assertThat(every.count(NEW_YEAR, NEW_YEAR.plusSeconds(54_000), 7)).isEqualTo(7);
  }

  @Test
  void at_comes_once() {
    var once = understood(Schedules.at(OffsetDateTime.parse("2027-01-01T09:00:00+01:00")));
    var eight = Instant.parse("2027-01-01T08:00:00Z");
    assertThat(once.next(NEW_YEAR)).hasValue(eight);
    assertThat(once.next(eight)).isEmpty();
    assertThat(once.latest(eight, NEW_YEAR)).hasValue(eight);
    assertThat(once.between(NEW_YEAR, eight, 5)).containsExactly(eight);
    assertThat(once.count(eight, Instant.MAX, 5)).isZero();
  }

  @Test
  void a_schedule_cannot_be_made_of_what_was_not_checked() {
    assertThatThrownBy(() -> new Schedule.Every(Duration.ofMillis(1_500), NEW_YEAR))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Schedule.Every(Duration.ZERO, NEW_YEAR))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Schedule.At(NEW_YEAR.plusNanos(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
