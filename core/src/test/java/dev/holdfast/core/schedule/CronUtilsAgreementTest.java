package dev.holdfast.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A library of others as an oracle, where no clock is set: there all agree on what a cron means.
final class CronUtilsAgreementTest {
  private static final long SEED = Long.getLong("holdfast.seed", 20_270_328);
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
  private static final Instant FROM = Instant.parse("2015-01-01T00:00:00Z");
  private static final CronParser PARSER = new CronParser(definition());

  private static final int COMPARISONS = 10_000;
  private static final Pattern ODD_DAY = Pattern.compile("L-0|28W|29W|30W|31W");
  private static final Pattern NAMED_RANGE = Pattern.compile("[A-Za-z]-[A-Za-z]");
  private static final Pattern SUNDAY_ONLY = Pattern.compile("(?i)(0|SUN)-SUN");
  private static final Pattern SPECIAL_DAY = Pattern.compile("[LW]");
  private static final Pattern SPECIAL_WEEKDAY = Pattern.compile("#|[0-9]L");

  private static CronDefinition definition() {
    return CronDefinitionBuilder.defineCron()
        .withMinutes()
        .and()
        .withHours()
        .and()
        .withDayOfMonth()
        .supportsL()
        .supportsW()
        .supportsLW()
        .and()
        .withMonth()
        .and()
        .withDayOfWeek()
        .withValidRange(0, 7)
        .withMondayDoWValue(1)
        .withIntMapping(7, 0)
        .supportsHash()
        .supportsL()
        .and()
        .instance();
  }

  @Test
  void a_library_finds_the_same_next_instant() {
    var random = new Random(SEED);
    int compared = 0;
    while (compared < COMPARISONS) {
      var drawn = DrawnCron.draw(random, LocalDateTime.ofInstant(FROM, ZoneOffset.UTC));
      var at = FROM.plusSeconds(random.nextInt(600_000_000));
      if (isReadAlike(drawn)
          && Schedules.cron(drawn.text(), TOKYO.getId())
              instanceof Reading.Understood<Schedule>(var ours)) {
        assertThat(ours.next(at))
            .as("seed %d: %s after %s", SEED, drawn.text(), at)
            .isEqualTo(theirs(drawn.text(), at));
        compared++;
      }
    }
  }

  private static Optional<Instant> theirs(String text, Instant at) {
    return ExecutionTime.forCron(PARSER.parse(text))
        .nextExecution(at.atZone(TOKYO))
        .map(ZonedDateTime::toInstant);
  }

  /// What the library reads in another way, or not at all: `?` (it then joins the day fields by
  /// "and"), months around the turn of the year, steps of weekdays, `0-SUN`, `L-0`, `28W` and later
  /// (it leaves the weekend of a February's end as it is), and special days of one field together
  /// with the other field.
  private static boolean isReadAlike(DrawnCron drawn) {
    var day = drawn.monthDays().text();
    var weekday = drawn.weekDays().text();
    boolean special = SPECIAL_DAY.matcher(day).find() || SPECIAL_WEEKDAY.matcher(weekday).find();
    return !day.equals("?")
        && !ODD_DAY.matcher(day).matches()
        && !NAMED_RANGE.matcher(drawn.months().text()).find()
        && !weekday.contains("/")
        && !SUNDAY_ONLY.matcher(weekday).find()
        && (!special || drawn.monthDays().isOpen() || drawn.weekDays().isOpen());
  }
}
