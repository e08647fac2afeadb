package dev.holdfast.control.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Diagnostic;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockWatchTest {
  private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");

  private Instant wall = NINE;
  private Instant store = NINE;
  private long nanos = Long.MAX_VALUE - 1;
  private ClockWatch watch = watch(Instant.EPOCH);

  private ClockWatch watch(Instant ledgerEnd) {
    return new ClockWatch(Duration.ofSeconds(30), ledgerEnd, () -> wall, () -> nanos);
  }

  private void pass(Duration time) {
    wall = wall.plus(time);
    store = store.plus(time);
    nanos += time.toNanos();
    watch.observe(store);
  }

  private String complaint() {
    return watch.complaint().map(Diagnostic::code).orElse("");
  }

  @Test
  void a_clock_that_goes_on_is_steady_however_long_nobody_looked() {
    watch.observe(store);
    pass(Duration.ofHours(7));
    assertThat(watch.isSettling()).isFalse();
    assertThat(watch.offset()).isZero();
    assertThat(complaint()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {10_800, -10_800, 31, -31})
  void a_clock_that_is_set_has_to_settle(long seconds) {
    watch.observe(store);
    store = store.plusSeconds(seconds);
    wall = store;
    pass(Duration.ofSeconds(1));
    assertThat(watch.step()).isEqualTo(Duration.ofSeconds(seconds));
    assertThat(complaint()).isEqualTo("clock-stepped");
    pass(Duration.ofSeconds(14));
    assertThat(watch.isSettling()).isTrue();
    pass(Duration.ofSeconds(1));
    assertThat(watch.isSettling()).isFalse();
    assertThat(complaint()).isEmpty();
    assertThat(watch.step()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void a_second_step_begins_the_wait_anew() {
    watch.observe(store);
    store = store.plusSeconds(3_600);
    pass(Duration.ofSeconds(10));
    store = store.minusSeconds(3_600);
    pass(Duration.ofSeconds(10));
    assertThat(watch.left()).isEqualTo(ClockWatch.SETTLING);
  }

  @Test
  void small_corrections_are_no_steps() {
    watch.observe(store);
    for (int i = 0; i < 100; i++) {
      store = store.plusSeconds(i % 2 == 0 ? 29 : -29);
      pass(Duration.ofSeconds(1));
    }
    assertThat(watch.isSettling()).isFalse();
  }

  @Test
  void a_wall_clock_beside_the_stores_is_told_and_nothing_waits() {
    wall = NINE.plusSeconds(-40);
    watch.observe(store);
    assertThat(watch.offset()).isEqualTo(Duration.ofSeconds(-40));
    assertThat(complaint()).isEqualTo("clock-offset");
    assertThat(watch.isSettling()).isFalse();
  }

  @Test
  void a_clock_behind_the_ledger_is_told_until_it_has_come_that_far() {
    watch = watch(NINE.plusSeconds(7_200));
    watch.observe(store);
    assertThat(complaint()).isEqualTo("clock-behind");
    pass(Duration.ofMinutes(100));
    pass(Duration.ofMinutes(20));
    assertThat(complaint()).isEmpty();
  }

  @Test
  void a_clock_that_is_set_on_purpose_is_always_right() {
    watch = ClockWatch.none();
    watch.observe(NINE);
    watch.observe(NINE.minusSeconds(86_400 * 366L));
    assertThat(watch.isSettling()).isFalse();
    assertThat(complaint()).isEmpty();
  }
}
