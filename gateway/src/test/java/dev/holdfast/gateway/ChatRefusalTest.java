package dev.holdfast.gateway;

import static dev.holdfast.gateway.ModelHouse.CHAT;
import static dev.holdfast.gateway.ModelHouse.chat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.models.FaultClass;
import dev.holdfast.gateway.models.ModelParts;
import dev.holdfast.gateway.models.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What is told to whom there is no answer for.
final class ChatRefusalTest {
  private ModelHouse house;

  @BeforeEach
  void open() throws InterruptedException {
    house = new ModelHouse();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private record Told(int status, String code, boolean again) {}

  private static final Map<FaultClass, Told> FAULTS =
      Map.ofEntries(
          Map.entry(FaultClass.RATE_LIMITED, new Told(429, "rate_limit_exceeded", true)),
          Map.entry(FaultClass.OVERLOADED, new Told(503, "overloaded", true)),
          Map.entry(FaultClass.TIMEOUT_CONNECT, new Told(504, "timeout-connect", true)),
          Map.entry(FaultClass.TIMEOUT_FIRST_TOKEN, new Told(504, "timeout-first-token", true)),
          Map.entry(FaultClass.TIMEOUT_IDLE, new Told(504, "timeout-idle", true)),
          Map.entry(FaultClass.TIMEOUT_TOTAL, new Told(504, "timeout-total", true)),
          Map.entry(FaultClass.AUTH, new Told(502, "provider_auth", false)),
          Map.entry(FaultClass.BILLING, new Told(502, "provider_billing", false)),
          Map.entry(FaultClass.CONTEXT_OVERFLOW, new Told(400, "context_length_exceeded", false)),
          Map.entry(FaultClass.CONTENT_POLICY, new Told(400, "content_policy_violation", false)),
          Map.entry(FaultClass.INVALID_REQUEST, new Told(400, "invalid_request", false)),
          Map.entry(FaultClass.NOT_FOUND, new Told(404, "model_not_found", false)),
          Map.entry(FaultClass.SERVER_ERROR, new Told(502, "server-error", true)),
          Map.entry(FaultClass.NETWORK, new Told(502, "network", true)),
          Map.entry(FaultClass.TRUNCATED, new Told(502, "truncated", true)),
          Map.entry(FaultClass.MALFORMED, new Told(502, "malformed", true)),
          Map.entry(FaultClass.UNKNOWN, new Told(502, "unknown", true)));

  private static final Map<Outcome.Hindrance, Told> HINDRANCES =
      Map.of(
          Outcome.Hindrance.SPENT, new Told(429, "insufficient_quota", false),
          Outcome.Hindrance.HELD, new Told(429, "insufficient_quota", true),
          Outcome.Hindrance.COOLING, new Told(503, "cooling_down", true),
          Outcome.Hindrance.BUSY, new Told(503, "overloaded", true),
          Outcome.Hindrance.UNABLE, new Told(400, "unsupported", false),
          Outcome.Hindrance.ABSENT, new Told(503, "no_execution_plane", false),
          Outcome.Hindrance.LATE, new Told(504, "timeout", true));

  @TestFactory
  Stream<DynamicTest> every_fault_has_its_status() {
    return Stream.of(FaultClass.values())
        .map(fault ->
            DynamicTest.dynamicTest(
                fault.word(), () -> told(new Outcome.Fault(fault), FAULTS.get(fault))));
  }

  @TestFactory
  Stream<DynamicTest> every_rule_has_its_status() {
    return Stream.of(Outcome.Hindrance.values())
        .map(what ->
            DynamicTest.dynamicTest(
                what.name(), () -> told(new Outcome.Hindered(what), HINDRANCES.get(what))));
  }

  private void told(Outcome.Cause cause, Told told) {
    house.door.plays(_ -> ScriptedDoor.refused(cause, Duration.ofMillis(1_500)));
    for (var body : List.of(chat(""), chat("\"stream\":true"))) {
      var got = house.api.post(CHAT, body);
      assertThat(got.status()).isEqualTo(told.status());
      assertThat(got.text("/error/code")).isEqualTo(told.code());
      assertThat(got.header("x-should-retry")).isEqualTo(Boolean.toString(told.again()));
      assertThat(got.header("Retry-After")).isEqualTo("2");
      assertThat(got.header("x-holdfast-attempts")).isEqualTo("1");
      assertThat(got.text("/error/message")).isEqualTo("Nobody answered. Look at the chain.");
      assertThat(got.text("/error/impact")).isEqualTo("No answer.");
      assertThat(got.text("/error/attempts/0/model")).isEqualTo("main/mini");
      assertThat(got.text("/error/attempts/0/fault")).isEqualTo("overloaded");
      assertThat(got.text("/error/correlationId")).isEqualTo(got.header("X-Correlation-Id"));
    }
  }

  @Test
  void a_wait_that_no_client_waits_is_not_worth_a_retry() {
    var cause = new Outcome.Fault(FaultClass.RATE_LIMITED);
    house.door.plays(_ -> ScriptedDoor.refused(cause, Duration.ofHours(2)));
    var got = house.api.post(CHAT, chat(""));
    assertThat(got.header("x-should-retry")).isEqualTo("false");
    assertThat(got.header("Retry-After")).isEqualTo("7200");
  }

  @Test
  void everything_that_is_wrong_is_told_at_once() {
    var body =
        """
        {"messages":[{"role":"wizard","content":"x"},{"role":"user","content":[{"type":"input_audio"},
           {"type":"image_url","image_url":{"url":"file:///etc/passwd"}}]},
           {"role":"tool","tool_call_id":"c9","content":"x"},{"content":5}],
         "n":2,"temperature":3,"logprobs":true,"logit_bias":{"1":2},"audio":{"voice":"x"},"modalities":["text","audio"],
         "max_tokens":0,"stop":["a","b","c","d","e"],"tools":[{"type":"web_search"},{"type":"function","function":{"name":"a b"}}],
         "tool_choice":{"type":"function","function":{"name":"gone"}},"stream":"yes","functions":[{}],
         "response_format":{"type":"xml"},"seed":1.5,"user":"\\ud800"}
        """;
    var got = house.api.post(CHAT, body);
    assertThat(got.status()).isEqualTo(400);
    assertThat(got.text("/error/type")).isEqualTo("invalid_request_error");
    assertThat(got.text("/error/param")).isEqualTo("model");
    var where =
        got.json()
            .at("/error/findings")
            .valueStream()
            .map(f -> f.path("where").asString())
            .toList();
    assertThat(where)
        .contains(
            "model",
            "messages[0].role",
            "messages[1].content[0].type",
            "messages[1].content[1].image_url.url",
            "messages[2].tool_call_id",
            "messages[3].role",
            "n",
            "temperature",
            "logprobs",
            "logit_bias",
            "audio",
            "modalities",
            "max_tokens",
            "stop",
            "tools[0].type",
            "tools[1].function.name",
            "tool_choice.function.name",
            "stream",
            "functions",
            "response_format.type",
            "seed",
            "user");
    assertThat(house.door.asked).isEmpty();
  }

  @Test
  void what_is_not_json_is_refused_in_the_same_shape() {
    var got = house.api.post(CHAT, "{\"model\":");
    assertThat(got.status()).isEqualTo(400);
    assertThat(got.text("/error/code")).isEqualTo("not-json");
    assertThat(got.header("x-should-retry")).isEqualTo("false");
  }

  @Test
  void an_unknown_model_is_told_with_what_was_probably_meant() {
    var got = house.api.post(CHAT, chat("").replace("small", "smal"));
    assertThat(got.status()).isEqualTo(404);
    assertThat(got.text("/error/code")).isEqualTo("model_not_found");
    assertThat(got.text("/error/param")).isEqualTo("model");
    assertThat(got.text("/error/message")).contains("did you mean 'small'?");
  }

  @Test
  void a_model_that_the_workspace_does_not_name_is_not_to_be_had() {
    var got = house.api.post(CHAT, chat("").replace("small", "main/dearest"));
    assertThat(got.status()).isEqualTo(404);
    assertThat(house.door.asked).isEmpty();
  }

  @Test
  void a_class_that_no_tier_serves_is_not_to_be_had() {
    assertThat(house.api.post(CHAT, chat("").replace("small", "heavy")).status()).isEqualTo(404);
  }

  @Test
  void an_unknown_token_is_told_as_openai_does() {
    var got = house.api.as("hf_wrong").post(CHAT, chat(""));
    assertThat(got.status()).isEqualTo(401);
    assertThat(got.text("/error/type")).isEqualTo("authentication_error");
    assertThat(got.header("x-should-retry")).isEqualTo("false");
  }

  @Test
  void only_some_roles_ask_models_and_one_does_nothing_else() {
    assertThat(as("worker").post(CHAT, chat("")).status()).isEqualTo(403);
    var viewer = as("viewer").post(CHAT, chat(""));
    assertThat(viewer.status()).isEqualTo(403);
    assertThat(viewer.text("/error/type")).isEqualTo("permission_error");
    assertThat(as("client").post(CHAT, chat("")).status()).isEqualTo(200);
    var models = as("models");
    assertThat(models.post(CHAT, chat("")).status()).isEqualTo(200);
    assertThat(models.get("/v1/models").status()).isEqualTo(200);
    assertThat(models.get("/v1/runs").status()).isEqualTo(403);
    assertThat(models.get("/v1/requests").status()).isEqualTo(403);
    assertThat(models.get("/v1/tokens").status()).isEqualTo(403);
    assertThat(models.post("/v1/requests", "{}").status()).isEqualTo(403);
    assertThat(models.post("/v1/lanes/routine/claim", "{\"worker\":\"w\"}").status())
        .isEqualTo(403);
  }

  private Api as(String role) {
    var body = "{\"name\":\"eve\",\"role\":\"" + role + "\"}";
    return house.api.as(house.api.post("/v1/tokens", body).text("/secret"));
  }

  @Test
  void a_body_that_is_too_large_is_refused_in_the_same_shape() {
    var got = house.api.post(CHAT, chat("\"user\":\"" + "x".repeat(9 << 20) + "\""));
    assertThat(got.status()).isEqualTo(413);
    assertThat(got.text("/error/code")).isEqualTo("too-large");
  }

  @Test
  void a_node_without_an_execution_plane_says_so() throws InterruptedException {
    try (var plain = new House()) {
      var got = plain.api.post(CHAT, chat(""));
      assertThat(got.status()).isEqualTo(503);
      assertThat(got.text("/error/diagnostic")).isEqualTo("no-execution-plane");
      assertThat(got.header("x-should-retry")).isEqualTo("false");
    }
  }

  @Test
  void a_defect_of_the_door_is_an_internal_error() {
    house.door.plays(_ -> {
      throw new IllegalStateException("a defect");
    });
    var got = house.api.post(CHAT, chat(""));
    assertThat(got.status()).isEqualTo(500);
    assertThat(got.text("/error/code")).isEqualTo("internal");
  }

  @Test
  void each_token_asks_so_often_in_a_minute() throws InterruptedException {
    try (var strict = new ModelHouse(new ModelParts.Limits(2, 10))) {
      assertThat(strict.api.post(CHAT, chat("")).header("RateLimit"))
          .startsWith("\"models.minute\";r=1;t=")
          .endsWith(", \"models.at-once\";r=9");
      assertThat(strict.api.post(CHAT, chat("")).status()).isEqualTo(200);
      var refused = strict.api.post(CHAT, chat(""));
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.text("/error/code")).isEqualTo("rate_limit_exceeded");
      assertThat(refused.header("RateLimit-Policy"))
          .isEqualTo(
              "\"models.minute\";q=2;w=60, \"models.at-once\";q=10;qu=\"concurrent-requests\"");
      assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
      assertThat(refused.header("x-should-retry")).isEqualTo("true");
    }
  }
}
