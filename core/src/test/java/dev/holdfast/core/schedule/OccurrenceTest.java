package dev.holdfast.core.schedule;

import static dev.holdfast.core.schedule.Written.cron;
import static dev.holdfast.core.schedule.Written.understood;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OccurrenceTest {
  private static final Instant BEFORE_SPRING = Instant.parse("2027-03-27T01:00:00Z");
  private static final Instant BEFORE_AUTUMN = Instant.parse("2027-10-30T10:00:00Z");

  private static List<String> told(Schedule schedule, Instant after, int max) {
    return schedule.occurrences(after, max).stream()
        .map(one -> one.local() + " " + one.remark() + " " + one.times() + " " + one.words())
        .map(String::strip)
        .toList();
  }

  @Test
  void what_is_moved_out_of_a_gap_says_so() {
    assertThat(told(cron("30 2 * * *", "Europe/Berlin"), BEFORE_SPRING, 3))
        .containsExactly(
            "2027-03-27T02:30+01:00 ORDINARY 1",
            "2027-03-28T03:00+02:00 MOVED_OUT_OF_GAP 1 02:30 does not exist on 2027-03-28; moved to"
                + " the first instant after",
            "2027-03-29T02:30+02:00 ORDINARY 1");
  }

  @Test
  void several_times_that_are_moved_are_one() {
    assertThat(told(cron("15,45 2 * * *", "Europe/Berlin"), BEFORE_SPRING.plusSeconds(7_200), 1))
        .containsExactly(
            "2027-03-28T03:00+02:00 MOVED_OUT_OF_GAP 2 2 times from 02:15 do not exist on"
                + " 2027-03-28; moved to the first instant after");
  }

  @Test
  void what_fires_behind_the_gap_anyway_is_ordinary() {
    assertThat(told(cron("0 2,3 * * *", "Europe/Berlin"), BEFORE_SPRING.plusSeconds(7_200), 1))
        .containsExactly("2027-03-28T03:00+02:00 ORDINARY 1");
  }

  @Test
  void what_is_skipped_is_shown_between_what_fires() {
    assertThat(told(cron("30 2 * * *", "Europe/Berlin", "skip", ""), BEFORE_SPRING, 2))
        .containsExactly(
            "2027-03-27T02:30+01:00 ORDINARY 1",
            "2027-03-28T03:00+02:00 SKIPPED_IN_GAP 1 02:30 does not exist on 2027-03-28; skipped",
            "2027-03-29T02:30+02:00 ORDINARY 1");
  }

  @Test
  void a_skipped_day_is_shown() {
    var before = Instant.parse("2011-12-29T20:00:00Z");
    assertThat(told(cron("0 9,18 * * *", "Pacific/Apia", "skip", ""), before, 2))
        .containsExactly(
            "2011-12-29T18:00-10:00 ORDINARY 1",
            "2011-12-31T00:00+14:00 SKIPPED_IN_GAP 2 2 times from 09:00 do not exist on 2011-12-30;"
                + " skipped",
            "2011-12-31T09:00+14:00 ORDINARY 1");
  }

  @Test
  void what_comes_twice_says_which_it_is() {
    assertThat(told(cron("30 2 * * *", "Europe/Berlin", "", "both"), BEFORE_AUTUMN, 3))
        .containsExactly(
            "2027-10-31T02:30+02:00 FIRST_OF_TWO 1 the clock shows this time twice; this is the"
                + " first",
            "2027-10-31T02:30+01:00 SECOND_OF_TWO 1 the clock shows this time twice; this is the"
                + " second",
            "2027-11-01T02:30+01:00 ORDINARY 1");
    assertThat(told(cron("30 2 * * *", "Europe/Berlin"), BEFORE_AUTUMN, 2))
        .containsExactly(
            "2027-10-31T02:30+02:00 FIRST_OF_TWO 1 the clock shows this time twice; this is the"
                + " first",
            "2027-11-01T02:30+01:00 ORDINARY 1");
  }

  @Test
  void intervals_and_single_times_are_ordinary() {
    var every = understood(Schedules.every(Duration.ofHours(1), BEFORE_SPRING));
    assertThat(told(every, BEFORE_SPRING, 1)).containsExactly("2027-03-27T02:00Z ORDINARY 1");
    assertThat(told(new Schedule.At(BEFORE_AUTUMN), BEFORE_SPRING, 5))
        .containsExactly("2027-10-30T10:00Z ORDINARY 1");
  }
}
