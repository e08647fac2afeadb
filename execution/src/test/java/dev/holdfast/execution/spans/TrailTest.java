package dev.holdfast.execution.spans;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TrailTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "b7ad6b7169203331";

  @Test
  void a_callers_traceparent_counts() {
    var trail = new Trail("order-17", "00-" + TRACE + "-" + PARENT + "-01");
    assertThat(trail.trace()).isEqualTo(TRACE);
    assertThat(trail.parent()).isEqualTo(PARENT);
    assertThat(trail.isKept()).isTrue();
  }

  @Test
  void a_caller_that_does_not_keep_its_trace_is_heeded() {
    assertThat(new Trail("x", "00-" + TRACE + "-" + PARENT + "-00").isKept()).isFalse();
    assertThat(new Trail("x", "00-" + TRACE + "-" + PARENT + "-03").isKept()).isTrue();
  }

  @Test
  void without_one_the_correlation_is_the_trace() {
    var trail = new Trail(TRACE, "");
    assertThat(trail.trace()).isEqualTo(TRACE);
    assertThat(trail.parent()).isEmpty();
    assertThat(trail.isKept()).isTrue();
  }

  @Test
  void a_correlation_of_any_other_kind_always_gives_the_same_trace() {
    assertThat(new Trail("order-17", "").trace())
        .matches("[0-9a-f]{32}")
        .isEqualTo(new Trail("order-17", "nonsense").trace())
        .isNotEqualTo(new Trail("order-18", "").trace());
    assertThat(new Trail("0".repeat(32), "").trace()).isNotEqualTo("0".repeat(32));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more"
      })
  void what_is_no_traceparent_is_none(String sent) {
    var trail = new Trail("order-17", sent);
    assertThat(trail.parent()).isEmpty();
    assertThat(trail.trace()).isEqualTo(new Trail("order-17", "").trace());
  }
}
