package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// How the clocks stand is a part of readiness, and a metric.
class ClockTest {
  private static JsonNode clock(House house) {
    return house
        .api
        .get("/readyz")
        .json()
        .path("parts")
        .valueStream()
        .filter(part -> part.path("part").asString().equals("clock"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_clock_that_agrees_with_the_stores_is_well() throws InterruptedException {
    try (var house = new House(InstantSource.system())) {
      assertThat(clock(house).path("status").asString()).isEqualTo("ok");
      assertThat(house.api.get("/metrics").response().body())
          .contains("holdfast_clock_step_seconds 0.0", "holdfast_clock_settling 0.0");
    }
  }

  @Test
  void a_clock_beside_the_stores_is_told_with_what_to_do() throws InterruptedException {
    try (var house = new House(InstantSource.offset(InstantSource.system(), Duration.ofHours(1)))) {
      assertThat(clock(house).path("status").asString()).isEqualTo("degraded");
      assertThat(clock(house).at("/diagnostic/code").asString()).isEqualTo("clock-offset");
      assertThat(clock(house).at("/diagnostic/nextAction").asString()).isNotBlank();
      assertThat(clock(house).path("offsetMillis").asLong()).isBetween(3_599_000L, 3_601_000L);
      assertThat(house.api.get("/metrics").response().body())
          .containsPattern("holdfast_clock_offset_seconds 3(599|600)\\.");
    }
  }
}
