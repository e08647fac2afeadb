package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `RateLimit` and `RateLimit-Policy` on limited routes, whether something was refused or not.
final class QuotaTest {
  private static final String ASK = "{\"actor\":\"ada\",\"channel\":\"support\",\"text\":\"hi\"}";
  private static final String TINY =
      "{\"objective\":\"x\",\"agent\":\"worker\",\"lane\":\"tiny\",\"output\":{\"schema\":true}}";
  private static final String TINY_POLICY = "\"lanes.tiny\";q=1;qu=\"concurrent-requests\"";

  private House house;
  private Api api;

  @BeforeEach
  void open() throws InterruptedException {
    house = new House();
    api = house.api;
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void an_accepted_request_tells_what_room_its_lane_has_left() {
    var accepted = api.post("/v1/requests", ASK);
    assertThat(accepted.status()).isEqualTo(202);
    assertThat(accepted.header("RateLimit-Policy"))
        .isEqualTo("\"lanes.routine\";q=2000;qu=\"concurrent-requests\"");
    assertThat(accepted.header("RateLimit")).isEqualTo("\"lanes.routine\";r=1999");
  }

  @Test
  void a_request_that_waits_for_its_turn_tells_of_the_same_lane() {
    api.post("/v1/requests", ASK);
    assertThat(api.post("/v1/requests", ASK).header("RateLimit"))
        .startsWith("\"lanes.routine\";r=");
  }

  @Test
  void a_full_lane_says_so_to_the_last_that_it_takes_and_to_the_first_that_it_refuses() {
    var last = api.post("/v1/tasks", TINY);
    assertThat(last.status()).isEqualTo(201);
    assertThat(last.header("RateLimit-Policy")).isEqualTo(TINY_POLICY);
    assertThat(last.header("RateLimit")).isEqualTo("\"lanes.tiny\";r=0;t=1");
    var refused = api.post("/v1/tasks", TINY);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.text("/findings/0/where")).isEqualTo("lanes.tiny");
    assertThat(refused.header("RateLimit-Policy")).isEqualTo(TINY_POLICY);
    assertThat(refused.header("RateLimit")).isEqualTo("\"lanes.tiny\";r=0;t=1");
    assertThat(refused.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void a_batch_tells_of_every_lane_that_it_goes_to() {
    var batch =
        api.post(
            "/v1/tasks/batch",
            "{\"items\":[" + TINY + "," + TINY.replace("tiny", "routine") + "]}");
    assertThat(batch.header("RateLimit"))
        .isEqualTo("\"lanes.routine\";r=1999, \"lanes.tiny\";r=0;t=1");
  }

  @Test
  void what_is_not_limited_says_nothing_of_limits() {
    var runs = api.get("/v1/runs");
    assertThat(runs.header("RateLimit") + runs.header("RateLimit-Policy")).isEmpty();
    var message =
        api.post("/v1/messages", "{\"kind\":\"alert\",\"channel\":\"ops\",\"body\":\"x\"}");
    assertThat(message.header("RateLimit")).isEmpty();
  }

  @Test
  void who_fails_to_show_a_token_is_told_how_often_that_is_answered() {
    var first = api.as("hf_wrong").get("/v1/runs");
    assertThat(first.status()).isEqualTo(401);
    assertThat(first.header("RateLimit-Policy")).isEqualTo("\"auth-failures\";q=20;w=60");
    assertThat(first.header("RateLimit")).isEqualTo("\"auth-failures\";r=19;t=60");
    var last = first;
    for (int i = 0; i < 20; i++) {
      last = api.as("hf_wrong").get("/v1/runs");
    }
    assertThat(last.status()).isEqualTo(429);
    assertThat(last.header("RateLimit")).isEqualTo("\"auth-failures\";r=0;t=60");
  }
}
