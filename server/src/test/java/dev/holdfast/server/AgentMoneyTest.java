package dev.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// An agent's questions in a whole server: by the gate that judges, under every budget that there
/// is.
final class AgentMoneyTest {
  private static final String SCHEMA =
      """
      {"type":"object","required":["name","age"],"properties":{"name":{"type":"string"},"age":{"type":"integer"}}}\
      """;

  @TempDir private Path folder;
  private ModelUpstream upstream;

  @BeforeEach
  void open() throws IOException {
    upstream = new ModelUpstream();
  }

  @AfterEach
  void close() {
    upstream.close();
  }

  private NodeInside node(String budgets) throws IOException {
    Files.writeString(
        folder.resolve("holdfast.yaml"),
        """
        holdfast: 1
        server: {listen: "127.0.0.1:0"}
        egress: {allow: ["127.0.0.1:%d"]}
        channels:
          desk: {kind: file, path: desk.jsonl, responder: clerk}
        models:
          providers: {up: {kind: openai, url: "http://127.0.0.1:%d/v1"}}
          tiers: {small: [up/mini], large: [up/big]}
          budgets: [%s]
          prices:
            version: "1"
            currency: USD
            of: {up/mini: {input: 1, cached: 0.5, output: 2}, up/big: {input: 1, cached: 0.5, output: 2}}
        agents:
          clerk: {kind: model, tier: small, allow: [http.get]}
          climber: {kind: model, tier: small, allow: [http.get], escalateTier: {to: large, when: "tools.failed >= 1"}}
        """
            .formatted(upstream.port(), upstream.port(), budgets));
    return NodeInside.start(folder, InstantSource.system());
  }

  private static JsonNode task(NodeInside node, String agent, String text, String schema)
      throws IOException, InterruptedException {
    var offered =
        node.post(
            "/v1/tasks",
            """
            {"objective":"Say it","agent":"%s","allow":["http.get"],"input":{"text":"%s"},"output":{"schema":%s},
             "budget":{"time":"20s","tokens":1000000,"toolCalls":3,"attempts":2}}\
            """
                .formatted(agent, text, schema));
    assertThat(offered.status()).as(offered.response().body()).isEqualTo(201);
    return node.ended("/v1/tasks/" + offered.text("/task"));
  }

  private static JsonNode request(NodeInside node) throws IOException, InterruptedException {
    var body = "{\"actor\":\"ada\",\"channel\":\"desk\",\"text\":\"hello\"}";
    return node.ended("/v1/requests/" + node.post("/v1/requests", body).text("/request"));
  }

  @Test
  void an_answer_that_breaks_its_schema_is_repaired_with_what_the_gate_itself_would_find()
      throws Exception {
    try (var node = node("")) {
      var task = task(node, "clerk", "as bad json", SCHEMA);
      assertThat(task.path("status").asString()).as(task.toString()).isEqualTo("accepted");
      assertThat(upstream.asked.get()).isEqualTo(2);
      assertThat(upstream.last.get()).contains("breaks the schema").contains("age");
      assertThat(task.toString()).contains("\"age\":4");
    }
  }

  @Test
  void what_stays_broken_is_sent_back_by_the_gate_and_not_delivered() throws Exception {
    try (var node = node("")) {
      var never = SCHEMA.replace("\"name\",\"age\"", "\"name\",\"age\",\"never\"");
      var task = task(node, "clerk", "as bad json", never);
      assertThat(task.path("status").asString()).as(task.toString()).isNotEqualTo("accepted");
      // Two attempts, each with its one repair.
      assertThat(upstream.asked.get()).isEqualTo(4);
    }
  }

  @Test
  void a_tool_that_fails_calls_for_the_stronger_tier_by_a_real_expression() throws Exception {
    try (var node = node("")) {
      var task = task(node, "climber", "use the tool", "{\"type\":\"object\"}");
      assertThat(task.path("attempts").asInt(1)).as(task.toString()).isEqualTo(1);
      var tiers = node.get("/v1/spend?by=tier").json().path("items");
      assertThat(tiers.valueStream().map(row -> row.path("part").asString()))
          .as(task.toString())
          .contains("small", "large");
    }
  }

  @Test
  void every_budget_that_there_is_bears_an_agents_question() throws Exception {
    var lines = new StringBuilder();
    for (var scope : new String[] {"workspace", "agent", "actor", "session", "run"}) {
      for (var per : new String[] {"hour", "day", "month"}) {
        lines.append("{scope: %s, per: %s, tokens: 100000, money: 1 USD},".formatted(scope, per));
      }
    }
    try (var node = node(lines.toString())) {
      var request = request(node);
      assertThat(request.path("status").asString()).isEqualTo("replied");
      var budgets = node.get("/v1/budgets?limit=100").json().path("items");
      assertThat(budgets.valueStream().map(AgentMoneyTest::told))
          .containsExactlyInAnyOrder(
              "workspace hour 19 24",
              "workspace day 19 24",
              "workspace month 19 24",
              "agent hour 19 24",
              "agent day 19 24",
              "agent month 19 24",
              "actor hour 19 24",
              "actor day 19 24",
              "actor month 19 24",
              "session hour 19 24",
              "session day 19 24",
              "session month 19 24",
              "run hour 19 24",
              "run day 19 24",
              "run month 19 24");
      assertThat(node.get("/metrics").response().body())
          .containsPattern(
              "holdfast_model_cost_micros_total\\{currency=\"USD\",gen_ai_provider_name=\"up\","
                  + "gen_ai_request_model=\"mini\"} 24\\.0");
      assertThat(node.get("/v1/books").json().path("balanced").asBoolean()).isTrue();
    }
  }

  private static String told(JsonNode budget) {
    return "%s %s %d %d"
        .formatted(
            budget.path("scope").asString(),
            budget.path("per").asString(),
            budget.at("/borne/tokens").asLong(),
            budget.at("/borne/money").asLong());
  }

  @ParameterizedTest
  @ValueSource(strings = {"workspace", "agent", "actor", "session", "run"})
  void each_of_them_alone_keeps_an_agent_from_asking(String scope) throws Exception {
    try (var node = node("{scope: %s, per: day, tokens: 10}".formatted(scope))) {
      assertThat(request(node).path("status").asString()).isEqualTo("failed");
      assertThat(upstream.asked.get()).isZero();
    }
  }

  @Test
  void what_nobody_judges_is_not_in_the_cost_of_an_accepted_answer() throws Exception {
    try (var node = node("")) {
      assertThat(request(node).path("status").asString()).isEqualTo("replied");
      node.chat("small", 20);
      node.chat("small", 20);
      long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      var row = node.get("/v1/spend?by=tier").json().at("/items/0");
      while (row.path("calls").asInt() < 3) {
        assertThat(System.nanoTime()).as(row.toString()).isLessThan(end);
        row = node.get("/v1/spend?by=tier").json().at("/items/0");
      }
      assertThat(row.path("cost").asLong()).isEqualTo(72);
      assertThat(row.path("accepted").asLong()).isEqualTo(1);
      assertThat(row.path("costPerAccepted").asLong()).isEqualTo(24);
    }
  }
}
