package dev.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The gateway of a real server before a real broker: what is asked is covered before, and on
/// record after.
final class ModelGatewayIT {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path folder;

  private void workspace(ModelUpstream upstream, String server, String budgets) throws IOException {
    Files.writeString(
        folder.resolve("holdfast.yaml"),
        """
        holdfast: 1
        server: {%s}
        egress: {allow: ["127.0.0.1:%d"]}
        models:
          providers:
            up: {kind: openai, url: "http://127.0.0.1:%d/v1"}
          tiers:
            small: [up/mini]
          budgets: [%s]
          prices: {version: "1", currency: USD, of: {up/mini: {input: 1, cached: 0.5, output: 2}}}
        agents:
          clerk: {kind: model, tier: small}
        channels:
          desk: {kind: file, path: desk.jsonl, responder: clerk}
          ops: {kind: file, path: ops.jsonl, accepts: [alert, status]}
        """
            .formatted(server, upstream.port(), upstream.port(), budgets));
  }

  private record Got(HttpResponse<String> response) {
    JsonNode json() {
      return MAPPER.readTree(response.body());
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  private Got chat(RunningServer server, String text, String more) throws Exception {
    return send(
        to(server, "/v1/chat/completions")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body(text, more))));
  }

  private static String body(String text, String more) {
    return "{\"model\":\"small\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]%s}"
        .formatted(text, more);
  }

  private HttpRequest.Builder to(RunningServer server, String path) throws IOException {
    return HttpRequest.newBuilder(server.url().resolve(path))
        .header("Authorization", "Bearer " + token());
  }

  private String token() throws IOException {
    return Files.readString(folder.resolve("data/admin.token")).strip();
  }

  private static Got send(HttpRequest.Builder request) throws Exception {
    return new Got(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()));
  }

  /// What the first administrator has spent, when it is so many calls.
  private JsonNode spent(RunningServer server, int calls) throws Exception {
    return spent(server, "first-admin", calls);
  }

  private JsonNode spent(RunningServer server, String actor, int calls) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var json = send(to(server, "/v1/spend?by=actor").GET()).json();
      for (var row : json.path("items").values()) {
        if (row.path("part").asString().equals(actor) && row.path("calls").asInt() == calls) {
          return row;
        }
      }
      assertThat(System.nanoTime()).as(json.toString()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void an_answer_is_on_record_with_its_cost_and_its_caller() throws Exception {
    try (var upstream = new ModelUpstream()) {
      workspace(upstream, "", "");
      try (var server = RunningServer.start(folder)) {
        var got = chat(server, "hello", "");
        assertThat(got.json().at("/choices/0/message/content").asString())
            .isEqualTo("You said: hello");
        // 8 uncached at 1, 4 cached at 0.5, 7 out at 2 millionths.
        assertThat(got.json().at("/holdfast/cost/micros").asInt()).isEqualTo(24);
        assertThat(got.json().at("/holdfast/served").asString()).isEqualTo("mini-1");
        var row = spent(server, 1);
        assertThat(row.path("part").asString()).isEqualTo("first-admin");
        assertThat(row.path("cost").asInt()).isEqualTo(24);
        assertThat(row.path("unknown").asInt()).isZero();
      }
    }
  }

  @Test
  void who_hangs_up_ends_the_question_and_what_it_cost_is_unknown() throws Exception {
    try (var upstream = new ModelUpstream()) {
      workspace(upstream, "", "");
      try (var server = RunningServer.start(folder)) {
        hangUpAfter(server, "more ");
        assertThat(upstream.hungUp.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(spent(server, 1).path("unknown").asInt()).isEqualTo(1);
        // A caller that hangs up is no fault of the model's.
        assertThat(chat(server, "hello", "").response().statusCode()).isEqualTo(200);
        assertThat(send(to(server, "/v1/cooldowns").GET()).json().path("items").isEmpty()).isTrue();
      }
    }
  }

  private void hangUpAfter(RunningServer server, String text) throws IOException {
    URI url = server.url();
    var body = body("never end", ",\"stream\":true");
    try (var socket = new Socket(url.getHost(), url.getPort())) {
      var request =
          "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
              + "Authorization: Bearer %s\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(token(), body.length(), body);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var read = new StringBuilder();
      while (read.indexOf(text) < 0) {
        int next = socket.getInputStream().read();
        assertThat(next).as(read.toString()).isNotNegative();
        read.append((char) next);
      }
    }
  }

  @Test
  void a_budget_that_is_used_up_is_told_before_anybody_is_asked() throws Exception {
    try (var upstream = new ModelUpstream()) {
      workspace(upstream, "", "{scope: actor, per: hour, tokens: 100}");
      try (var server = RunningServer.start(folder)) {
        var got = chat(server, "hello", ",\"max_tokens\":5000");
        assertThat(got.response().statusCode()).isEqualTo(429);
        assertThat(got.json().at("/error/type").asString()).isEqualTo("insufficient_quota");
        assertThat(got.json().at("/error/diagnostic").asString()).isEqualTo("budget-exhausted");
        // No window ever has enough for it.
        assertThat(got.header("Retry-After")).isEmpty();
        assertThat(got.header("x-should-retry")).isEqualTo("false");
      }
    }
  }

  @Test
  void cost_blowup_where_nothing_is_left_no_provider_is_asked() throws Exception {
    try (var upstream = new ModelUpstream()) {
      workspace(upstream, "", "{scope: workspace, per: day, tokens: 100, escalate: ops}");
      try (var server = RunningServer.start(folder)) {
        assertThat(chat(server, "hello", "").response().statusCode()).isEqualTo(429);
        assertThat(chat(server, "hello", ",\"stream\":true").response().statusCode())
            .isEqualTo(429);
        var request = ask(server, "hello");
        assertThat(request.path("status").asString()).isEqualTo("failed");
        assertThat(upstream.asked.get()).isZero();
      }
    }
  }

  @Test
  void cost_blowup_a_loop_ends_at_its_limit_which_is_told_once() throws Exception {
    try (var upstream = new ModelUpstream()) {
      workspace(upstream, "", "{scope: workspace, per: day, tokens: 1000, escalate: ops}");
      try (var server = RunningServer.start(folder)) {
        int refused = 0;
        for (int call = 0; refused < 20; call++) {
          assertThat(call).as("it never ends").isLessThan(500);
          var why = chat(server, "hello", ",\"max_tokens\":10").json().at("/error/diagnostic");
          refused += why.asString("").equals("budget-exhausted") ? 1 : 0;
        }
        assertThat(upstream.tokens.get()).isBetween(800L, 1_000L);
        assertThat(upstream.asked.get() * 19).isEqualTo(upstream.tokens.get());
        spent(server, (int) upstream.asked.get());
        // One at the end, after one at the warning if that was seen before the end.
        assertThat(alerts()).hasSizeBetween(1, 2);
        assertThat(chat(server, "hello", "").response().statusCode()).isEqualTo(429);
        assertThat(alerts()).hasSizeBetween(1, 2);
      }
    }
  }

  /// Whole, streamed, refused, by an agent: what the provider has counted is what is on record.
  @Test
  void cost_blowup_what_is_on_record_is_what_the_provider_has_counted() throws Exception {
    try (var upstream = new ModelUpstream()) {
      workspace(upstream, "", "");
      try (var server = RunningServer.start(folder)) {
        for (int round = 0; round < 10; round++) {
          chat(server, "hello", "");
          chat(server, "hello", ",\"stream\":true");
          chat(server, "too long", "");
          assertThat(ask(server, "hello").path("status").asString()).isEqualTo("replied");
        }
        assertThat(upstream.asked.get()).isEqualTo(40);
        // Eight uncached at 1, four cached at 0.5, seven out at 2 millionths, for each 19 tokens.
        assertThat(upstream.tokens.get()).isEqualTo(30 * 19);
        var own = spent(server, "first-admin", 30);
        var agents = spent(server, "ada", 10);
        assertThat(own.path("cost").asLong() + agents.path("cost").asLong()).isEqualTo(30 * 24);
        assertThat(own.path("unknown").asLong() + agents.path("unknown").asLong()).isZero();
      }
    }
  }

  /// A request that an agent answers, when it has ended.
  private JsonNode ask(RunningServer server, String text) throws Exception {
    var body = "{\"actor\":\"ada\",\"channel\":\"desk\",\"text\":\"%s\"}".formatted(text);
    var id =
        send(to(server, "/v1/requests")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)))
            .json()
            .path("request")
            .asString();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var request = send(to(server, "/v1/requests/" + id).GET()).json();
      if (!request.path("status").asString().equals("accepted")) {
        return request;
      }
      assertThat(System.nanoTime()).as(request.toString()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  /// What was told to those who look after the budget, when something was.
  private List<String> alerts() throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    var file = folder.resolve("data/ops.jsonl");
    while (!Files.exists(file) || Files.readAllLines(file).isEmpty()) {
      assertThat(System.nanoTime()).as("nobody was told").isLessThan(end);
      Thread.onSpinWait();
    }
    return Files.readAllLines(file);
  }

  @Test
  void the_workspace_says_how_much_a_token_may_ask() throws Exception {
    try (var upstream = new ModelUpstream()) {
      workspace(upstream, "calls: {perMinute: 1, atOnce: 1}", "");
      try (var server = RunningServer.start(folder)) {
        assertThat(chat(server, "hello", "").response().statusCode()).isEqualTo(200);
        assertThat(chat(server, "hello", "").response().statusCode()).isEqualTo(429);
      }
    }
  }
}
