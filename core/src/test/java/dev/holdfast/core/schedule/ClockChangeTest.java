package dev.holdfast.core.schedule;

import static dev.holdfast.core.schedule.Written.cron;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The days of docs/schedules.md on which clocks are set.
final class ClockChangeTest {
  static Stream<Arguments> days() throws IOException {
    return Page.table("zone");
  }

  @ParameterizedTest
  @MethodSource("days")
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
    return times.equals("never") ? List.of() : List.of(times.split(" "));
  }

  private static String time(Instant at, ZoneId place) {
    return at.atZone(place).toOffsetDateTime().toOffsetTime().toString();
  }
}
