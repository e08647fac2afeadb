package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What waits, and for how long, as whoever watches sees it; the gateway's clock is a minute and a
/// half ahead of the ledger's.
final class WaitingTest {
  private static final Duration AHEAD = Duration.ofSeconds(90);

  private House house;
  private Api api;

  @BeforeEach
  void open() throws InterruptedException {
    house = new House(InstantSource.offset(InstantSource.system(), AHEAD));
    api = house.api;
  }

  @AfterEach
  void close() {
    house.close();
  }

  private JsonNode part(String name) {
    return api.get("/readyz")
        .json()
        .path("parts")
        .valueStream()
        .filter(part -> part.path("part").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private String numbers() {
    return api.as("").get("/metrics").response().body();
  }

  @Test
  void a_lane_tells_how_long_its_oldest_task_has_waited() {
    api.post("/v1/requests", "{\"actor\":\"ada\",\"channel\":\"support\",\"text\":\"hi\"}");
    assertThat(part("lane routine").path("waiting").asInt()).isEqualTo(1);
    assertThat(part("lane routine").path("oldestSeconds").asInt()).isBetween(90, 150);
    assertThat(part("lane routine").path("status").asString()).isEqualTo("ok");
    assertThat(part("lane tiny").path("oldestSeconds").asInt()).isZero();
    assertThat(numbers())
        .containsPattern(
            "holdfast_lane_oldest_seconds\\{kind=\"task\",lane=\"routine\"\\} (9|1[0-4])\\d")
        .contains("holdfast_lane_oldest_seconds{kind=\"task\",lane=\"tiny\"} 0.0")
        .contains("holdfast_waiting{kind=\"task\",lane=\"routine\"} 1.0");
  }

  @Test
  void a_channel_tells_how_long_its_oldest_delivery_has_waited() {
    api.post("/v1/messages", "{\"kind\":\"alert\",\"channel\":\"ops\",\"body\":\"disk is full\"}");
    assertThat(part("channel ops").path("waiting").asInt()).isEqualTo(1);
    assertThat(part("channel ops").path("oldestSeconds").asInt()).isBetween(90, 150);
    assertThat(part("channel support").path("waiting").asInt()).isZero();
    assertThat(numbers())
        .containsPattern(
            "holdfast_lane_oldest_seconds\\{kind=\"delivery\",lane=\"ops\"\\} (9|1[0-4])\\d");
  }

  @Test
  void what_waits_for_too_long_is_no_good_health() throws InterruptedException {
    try (var late = new House(InstantSource.offset(InstantSource.system(), Duration.ofHours(13)))) {
      late.api.post("/v1/requests", "{\"actor\":\"ada\",\"channel\":\"support\",\"text\":\"hi\"}");
      var ready = late.api.get("/readyz");
      assertThat(ready.response().body())
          .contains("\"part\":\"lane routine\",\"status\":\"degraded\"");
    }
  }
}
