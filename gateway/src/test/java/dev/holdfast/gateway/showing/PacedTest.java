package dev.holdfast.gateway.showing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PacedTest {
  private static final long CHEAP = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long DEAR = TimeUnit.SECONDS.toNanos(3);

  private long now = Long.MAX_VALUE - DEAR;
  private long cost = CHEAP;
  private int looks;

  private final Paced<Integer> paced =
      new Paced<>(
          () -> {
            now += cost;
            return ++looks;
          },
          () -> now);

  @Test
  void what_is_cheap_is_looked_up_each_time() {
    assertThat(paced.get()).isEqualTo(1);
    assertThat(paced.get()).isEqualTo(2);
  }

  @Test
  void what_is_dear_is_looked_up_again_after_twenty_times_as_long_as_it_took() {
    cost = DEAR;
    assertThat(paced.get()).isEqualTo(1);
    now += 20 * DEAR - 1;
    assertThat(paced.get()).isEqualTo(1);
    now += 1;
    assertThat(paced.get()).isEqualTo(2);
  }

  @Test
  void a_look_that_fails_is_not_remembered() {
    var broken = new Paced<Integer>(() -> Integer.parseInt("x"), () -> now);
    assertThatThrownBy(broken::get).isInstanceOf(NumberFormatException.class);
    assertThatThrownBy(broken::get).isInstanceOf(NumberFormatException.class);
  }
}
