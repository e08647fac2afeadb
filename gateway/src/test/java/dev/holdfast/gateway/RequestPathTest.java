package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.delivery.Sent;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A request over HTTP, all the way, with a worker over HTTP.
final class RequestPathTest {
  private static final String ASK =
      "{\"actor\":\"ada\",\"channel\":\"support\",\"text\":\"hello\"}";
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
  void a_request_is_accepted_worked_on_and_replied_to() throws InterruptedException {
    var accepted = api.post("/v1/requests", ASK);
    assertThat(accepted.status()).isEqualTo(202);
    assertThat(accepted.text("/status")).isEqualTo("accepted");
    assertThat(accepted.text("/session")).startsWith("session_");
    var claimed = claim();
    assertThat(claimed.at("/contract/objective").asString()).isEqualTo("Echo the text");
    assertThat(claimed.at("/contract/input/text").asString()).isEqualTo("hello");
    var completed = complete(claimed);
    assertThat(completed.status()).isEqualTo(200);
    assertThat(completed.text("/verdict/outcome")).isEqualTo("pass");
    assertThat(house.send("support", new Sent.Receipt("200 OK"))).isEqualTo(1);
    var request = api.get("/v1/requests/" + accepted.text("/request"));
    assertThat(request.text("/status")).isEqualTo("replied");
    assertThat(request.text("/reply/text")).contains("hi");
    assertThat(request.text("/delivery/status")).isEqualTo("delivered");
  }

  @Test
  void a_caller_that_prefers_to_wait_gets_the_outcome() throws InterruptedException {
    var waiting =
        CompletableFuture.supplyAsync(() -> api.post("/v1/requests", ASK, "Prefer", "wait=20"));
    complete(claim());
    house.send("support", new Sent.Receipt("200 OK"));
    var outcome = waiting.join();
    assertThat(outcome.status()).isEqualTo(200);
    assertThat(outcome.text("/status")).isEqualTo("replied");
    assertThat(outcome.text("/output/text")).isEqualTo("hi");
    assertThat(outcome.text("/delivery/status")).isEqualTo("delivered");
  }

  @Test
  void a_wait_that_ends_without_an_outcome_is_answered_with_202() {
    var accepted = api.post("/v1/requests", ASK, "Prefer", "wait=1");
    assertThat(accepted.status()).isEqualTo(202);
  }

  private tools.jackson.databind.JsonNode claim() {
    var claimed = api.post("/v1/lanes/routine/claim", "{\"worker\":\"w1\",\"wait\":\"10s\"}");
    assertThat(claimed.status()).isEqualTo(200);
    return claimed.json().at("/tasks/0");
  }

  private Api.Got complete(tools.jackson.databind.JsonNode claimed) {
    return api.post(
        "/v1/tasks/" + claimed.at("/task").asString() + "/complete",
        "{\"fence\":" + claimed.at("/lease/fence") + ",\"output\":{\"text\":\"hi\"}}");
  }
}
