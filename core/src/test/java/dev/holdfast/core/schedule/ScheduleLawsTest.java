package dev.holdfast.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The laws of schedules, in all zones and twenty years, against [MinuteWalk]. What fails names its
/// seed; `-Dholdfast.seed=` runs it again.
final class ScheduleLawsTest {
  private static final long SEED = Long.getLong("holdfast.seed", 20_270_328);
  private static final Instant FROM = Instant.parse("2015-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2035-12-31T00:00:00Z");
  private static final int CHANGES_OF_A_ZONE = 3;
  private static final int SCHEDULES_OF_A_WINDOW = 5;
  private static final int QUESTIONS_OF_A_SCHEDULE = 8;

  @Test
  void what_fires_is_what_a_walk_along_the_minutes_finds() {
    int fired = 0;
    for (var name : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
      var random = new Random(SEED ^ name.hashCode());
      var zone = ZoneId.of(name);
      for (var middle : middles(zone, random)) {
        fired += compare(zone, middle, random);
      }
    }
    // A comparison of nothing with nothing would agree as well.
    assertThat(fired).isGreaterThan(100_000);
  }

  /// Some transitions of a zone, all of those that are not by an hour, and a time elsewhere.
  private static List<Instant> middles(ZoneId zone, Random random) {
    var changes = new ArrayList<ZoneOffsetTransition>();
    var change = zone.getRules().nextTransition(FROM);
    while (change != null && change.getInstant().isBefore(TO)) {
      changes.add(change);
      change = zone.getRules().nextTransition(change.getInstant());
    }
    var middles = new ArrayList<Instant>();
    changes.stream()
        .filter(odd -> odd.getDuration().abs().compareTo(Duration.ofHours(1)) != 0)
        .forEach(odd -> middles.add(odd.getInstant()));
    for (int i = 0; i < CHANGES_OF_A_ZONE && !changes.isEmpty(); i++) {
      middles.add(changes.get(random.nextInt(changes.size())).getInstant());
    }
    middles.add(FROM.plusSeconds(60L * random.nextInt(20 * 365 * 24 * 60)));
    return middles;
  }

  private static int compare(ZoneId zone, Instant middle, Random random) {
    var from = middle.minusSeconds(60L * (1 + random.nextInt(24 * 60)));
    var to = middle.plusSeconds(60L * (1 + random.nextInt(36 * 60)));
    var walk = new MinuteWalk(zone, from, to);
    int fired = 0;
    for (int i = 0; i < SCHEDULES_OF_A_WINDOW; i++) {
      var wall = LocalDateTime.ofInstant(middle, zone).minusMinutes(random.nextInt(90));
      var drawn = DrawnCron.draw(random, wall);
      var gap = random.nextBoolean() ? Gap.NEXT : Gap.SKIP;
      var overlapHour = random.nextBoolean() ? OverlapHour.FIRST : OverlapHour.BOTH;
      var asked = new Case(drawn, zone, gap, overlapHour);
      fired += asked.ask(walk.fires(drawn, gap, overlapHour), from, middle, to, random);
    }
    return fired;
  }

  private record Case(DrawnCron drawn, ZoneId zone, Gap gap, OverlapHour overlapHour) {
    int ask(List<Instant> expected, Instant from, Instant middle, Instant to, Random random) {
      var reading =
          Schedules.cron(drawn.text(), zone.getId(), Lines.word(gap), Lines.word(overlapHour));
      if (reading instanceof Reading.Refused<Schedule>(var findings)) {
        assertThat(findings).as(this::told).isNotEmpty();
        assertThat(drawn.isAmbiguous() || !everComes()).as(() -> told() + findings).isTrue();
        return 0;
      }
      assertThat(drawn.isAmbiguous()).as(this::told).isFalse();
      var schedule = Written.understood(reading);
      assertThat(schedule.between(from, to, Integer.MAX_VALUE)).as(this::told).isEqualTo(expected);
      assertThat(schedule.count(from, to, Long.MAX_VALUE))
          .as(this::told)
          .isEqualTo(expected.size());
      for (int i = 0; i < QUESTIONS_OF_A_SCHEDULE; i++) {
        var one = from.plusNanos(random.nextLong(ChronoUnit.NANOS.between(from, to)));
        var asked = question(i, one, expected, middle, random);
        var at = asked.isAfter(to) ? to : asked;
        next(schedule, expected, at, from, to);
        latest(schedule, expected, at, from);
        count(schedule, expected, one, at);
      }
      return expected.size();
    }

    /// Asked anywhere, on the second of an answer or next to it, and around the transition.
    private static Instant question(
        int number, Instant one, List<Instant> expected, Instant middle, Random random) {
      if (number % 3 == 0) {
        return one;
      }
      if (number % 3 == 1 || expected.isEmpty()) {
        return middle.plusSeconds(random.nextInt(-7_200, 7_200));
      }
      return expected.get(random.nextInt(expected.size())).plusSeconds(random.nextInt(-1, 2));
    }

    private void next(
        Schedule schedule, List<Instant> expected, Instant at, Instant from, Instant to) {
      var next = schedule.next(at);
      int due = passed(expected, at);
      boolean isDue = due < expected.size();
      if (isDue && !at.isBefore(from)) {
        assertThat(next).as(() -> told() + " after " + at).hasValue(expected.get(due));
      }
      next.ifPresent(fires -> {
        assertThat(fires).as(this::told).isAfter(at);
        assertThat(fires.isAfter(to) || isDue || at.isBefore(from)).as(this::told).isTrue();
        assertThat(isRight(fires)).as(() -> told() + " fires at " + fires).isTrue();
        assertThat(schedule.count(at, fires, 9)).as(() -> told() + " " + at).isOne();
        assertThat(schedule.latest(fires.minusNanos(1), at.plusNanos(1))).as(this::told).isEmpty();
        assertThat(schedule.latest(fires, at)).as(() -> told() + " " + at).hasValue(fires);
      });
    }

    private void latest(Schedule schedule, List<Instant> expected, Instant at, Instant from) {
      int passed = passed(expected, at);
      var last = passed == 0 ? Optional.<Instant>empty() : Optional.of(expected.get(passed - 1));
      assertThat(schedule.latest(at, from.plusNanos(1)))
          .as(() -> told() + " up to " + at)
          .isEqualTo(last);
    }

    private void count(Schedule schedule, List<Instant> expected, Instant one, Instant other) {
      long count = passed(expected, other) - passed(expected, one);
      if (other.isAfter(one)) {
        assertThat(schedule.count(one, other, Long.MAX_VALUE)).as(this::told).isEqualTo(count);
        assertThat(schedule.count(one, other, 5)).as(this::told).isEqualTo(Math.min(5, count));
      }
    }

    /// How many are not after that time.
    private static int passed(List<Instant> expected, Instant at) {
      int place = Collections.binarySearch(expected, at);
      return place < 0 ? -place - 1 : place + 1;
    }

    /// On the clock of the wall, or where a gap's times are moved to.
    private boolean isRight(Instant fires) {
      if (drawn.has(LocalDateTime.ofInstant(fires, zone))) {
        return true;
      }
      var change = zone.getRules().previousTransition(fires.plusNanos(1));
      if (gap == Gap.SKIP || change == null || !change.getInstant().equals(fires)) {
        return false;
      }
      for (var time = change.getDateTimeBefore();
          time.isBefore(change.getDateTimeAfter());
          time = time.plusMinutes(1)) {
        if (drawn.has(time)) {
          return true;
        }
      }
      return false;
    }

    private boolean everComes() {
      return LocalDate.of(2000, 1, 1).datesUntil(LocalDate.of(2028, 1, 1)).anyMatch(drawn::hasDay);
    }

    private String told() {
      return "seed %d: %s in %s, gap %s, overlap %s"
          .formatted(SEED, drawn.text(), zone, gap, overlapHour);
    }
  }

  @Test
  void an_interval_fires_whenever_its_period_is_over() {
    var random = new Random(SEED);
    for (int i = 0; i < 2_000; i++) {
      var period = Duration.ofSeconds(1 + random.nextInt(20_000));
      var anchor = FROM.plusSeconds(random.nextInt(1_000_000));
      var every = Written.understood(Schedules.every(period, anchor));
      var after = anchor.plusMillis(random.nextLong(-1_000_000, 100_000_000));
      var told = "seed " + SEED + ": " + every.line() + " after " + after;
      var walked = walk(anchor, period, after, 20);
      assertThat(every.between(after, walked.getLast(), 1_000)).as(told).isEqualTo(walked);
      assertThat(every.count(after, walked.getLast(), 1_000)).as(told).isEqualTo(20);
      assertThat(every.latest(walked.getLast().minusNanos(1), after))
          .as(told)
          .hasValue(walked.get(18));
    }
  }

  private static List<Instant> walk(Instant anchor, Duration period, Instant after, int count) {
    var walked = new ArrayList<Instant>();
    for (var at = anchor; walked.size() < count; at = at.plus(period)) {
      if (at.isAfter(after)) {
        walked.add(at);
      }
    }
    return walked;
  }

  @Test
  void what_waits_for_years_fires_as_a_walk_along_the_days_finds() {
    var random = new Random(SEED);
    for (int i = 0; i < 300; i++) {
      var drawn = DrawnCron.draw(random, LocalDateTime.ofInstant(FROM, ZoneOffset.UTC));
      if (!(Schedules.cron(drawn.text(), "UTC")
          instanceof Reading.Understood<Schedule>(var cron))) {
        continue;
      }
      var first = LocalDate.of(2015, 1, 1).plusDays(random.nextInt(4_000));
      var end = first.plusYears(9);
      var from = first.atStartOfDay(ZoneOffset.UTC).toInstant().minusNanos(1);
      var to = end.atStartOfDay(ZoneOffset.UTC).toInstant().minusNanos(1);
      long perDay =
          (long) drawn.minutes().values().cardinality() * drawn.hours().values().cardinality();
      long days = first.datesUntil(end).filter(drawn::hasDay).count();
      var told = "seed " + SEED + ": " + drawn.text() + " from " + first;
      assertThat(cron.count(from, to, Long.MAX_VALUE)).as(told).isEqualTo(perDay * days);
      var firstDay = first.datesUntil(end).filter(drawn::hasDay).findFirst();
      assertThat(cron.next(from).filter(at -> !at.isAfter(to)).map(ScheduleLawsTest::day))
          .as(told)
          .isEqualTo(firstDay);
      var lastDay = first.datesUntil(end).filter(drawn::hasDay).reduce((_, later) -> later);
      assertThat(cron.latest(to, from).map(ScheduleLawsTest::day)).as(told).isEqualTo(lastDay);
    }
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
