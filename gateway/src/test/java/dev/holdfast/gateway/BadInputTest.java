package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.control.books.Book;
import dev.holdfast.control.books.Books;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whatever is wrong with a call has its documented answer, changes nothing, and leaves the books
/// balanced.
final class BadInputTest {
  private static final String ASK = "{\"actor\":\"ada\",\"channel\":\"support\",\"text\":\"hi\"}";
  private House house;
  private Api api;

  @BeforeEach
  void open() throws InterruptedException {
    house = new House();
    api = house.api;
  }

  @AfterEach
  void close() {
    assertThat(new Books(house.ledger.reader()).compute()).allMatch(Book::isBalanced);
    house.close();
  }

  @Test
  void every_problem_says_what_happened_and_what_to_do() {
    var problem = api.post("/v1/requests", "{", "X-Correlation-Id", "c-17");
    assertThat(problem.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(problem.json().propertyNames())
        .contains("type", "title", "status", "detail", "code", "cause", "impact", "nextAction");
    assertThat(problem.text("/correlationId")).isEqualTo("c-17");
    assertThat(problem.header("X-Correlation-Id")).isEqualTo("c-17");
  }

  @Test
  void a_trace_is_continued() {
    var trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    var answer = api.get("/v1/runs", "traceparent", "00-" + trace + "-00f067aa0ba902b7-01");
    assertThat(answer.header("X-Correlation-Id")).isEqualTo(trace);
    assertThat(answer.header("traceparent")).startsWith("00-" + trace + "-");
  }

  @Test
  void malformed_json_is_refused_with_its_place() {
    var problem = api.post("/v1/requests", "{\"actor\": \"ada\",}");
    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.text("/code")).isEqualTo("not-json");
    assertThat(problem.text("/findings/0/where")).startsWith("line 1, column");
  }

  @Test
  void a_name_that_comes_twice_is_refused() {
    assertRefused(400, "not-json", "{\"actor\":\"a\",\"actor\":\"b\"}");
  }

  @Test
  void what_is_no_object_is_refused() {
    assertRefused(400, "not-json", "[1]");
    assertRefused(400, "not-json", ASK + ASK);
  }

  @Test
  void nesting_of_ten_thousand_levels_is_refused() {
    assertRefused(400, "not-json", "{\"payload\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}");
  }

  @Test
  void half_a_surrogate_pair_is_refused() {
    assertRefused(
        400, "malformed", "{\"actor\":\"ada\",\"channel\":\"support\",\"text\":\"\\ud800\"}");
  }

  @Test
  void a_body_of_ten_megabytes_is_refused() {
    assertRefused(413, "too-large", "{\"text\":\"" + "x".repeat(10 << 20) + "\"}");
  }

  @Test
  void all_findings_come_at_once() {
    var problem = api.post("/v1/requests", "{\"channel\":7,\"texd\":\"hi\",\"text\":\"hi\"}");
    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.json().at("/findings").valueStream().map(it -> it.path("where").asString()))
        .contains("actor", "channel", "texd");
  }

  @Test
  void another_content_type_is_refused() {
    var request =
        api.to("/v1/requests")
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString(ASK));
    assertThat(api.send(request).status()).isEqualTo(415);
  }

  @Test
  void a_body_that_is_not_utf8_is_refused() {
    var bytes = ASK.replace("hi", "h\u00e9").getBytes(StandardCharsets.ISO_8859_1);
    var request =
        api.to("/v1/requests")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(bytes));
    assertThat(api.send(request).status()).isEqualTo(400);
  }

  @Test
  void an_unknown_path_and_a_wrong_method_are_told_apart() {
    assertThat(api.get("/v1/nothing").status()).isEqualTo(404);
    var wrong = api.delete("/v1/requests");
    assertThat(wrong.status()).isEqualTo(405);
    assertThat(wrong.header("Allow")).isEqualTo("GET, POST");
  }

  @Test
  void foreign_ids_are_not_found() {
    for (var path :
        new String[] {
          "/v1/requests/request_3k",
          "/v1/runs/run_3k",
          "/v1/runs/task_3k",
          "/v1/tasks/x",
          "/v1/deliveries/delivery_3k",
          "/v1/sessions/session_3k",
          "/v1/runs/run_3k/events"
        }) {
      assertThat(api.get(path).status()).as(path).isEqualTo(404);
    }
    for (var path :
        new String[] {
          "/v1/runs/run_3k/cancel", "/v1/tasks/task_3k/cancel", "/v1/deliveries/delivery_3k/retry",
          "/v1/tokens/token_3k/revoke", "/v1/channels/nowhere/enable", "/v1/lanes/nowhere/claim"
        }) {
      assertThat(api.post(path, "{}").status()).as(path).isEqualTo(404);
    }
    assertThat(api.post("/v1/tasks/task_3k/complete", "{\"fence\":1,\"output\":1}").status())
        .isEqualTo(404);
    assertThat(api.post("/v1/tasks/task_3k/heartbeat", "{\"fence\":1}").status()).isEqualTo(404);
  }

  @Test
  void a_rule_refuses_an_unknown_channel() {
    assertRefused(
        422, "unknown-channel", "{\"actor\":\"ada\",\"channel\":\"nowhere\",\"text\":\"hi\"}");
    assertRefused(422, "no-responder", "{\"actor\":\"ada\",\"channel\":\"ops\",\"text\":\"hi\"}");
  }

  @Test
  void an_incomplete_contract_is_refused_with_every_part_that_is_missing() {
    var problem = api.post("/v1/tasks", "{\"agent\":\"nobody\",\"budget\":{\"attempts\":1000}}");
    assertThat(problem.status()).isEqualTo(422);
    assertThat(problem.response().body())
        .contains("objective", "output.schema", "nobody", "attempts");
  }

  @Test
  void a_full_lane_is_told_with_a_time_to_come_back() {
    var task =
        "{\"objective\":\"x\",\"agent\":\"worker\",\"lane\":\"tiny\",\"output\":{\"schema\":true}}";
    assertThat(api.post("/v1/tasks", task).status()).isEqualTo(201);
    var problem = api.post("/v1/tasks", task);
    assertThat(problem.status()).isEqualTo(429);
    assertThat(problem.text("/code")).isEqualTo("lane-full");
    assertThat(problem.header("Retry-After")).isNotEmpty();
  }

  @Test
  void lists_refuse_what_they_do_not_know() {
    assertThat(api.get("/v1/runs?limit=501").status()).isEqualTo(400);
    assertThat(api.get("/v1/runs?cursor=%21").status()).isEqualTo(400);
    assertThat(api.get("/v1/runs?actor=ada").status()).isEqualTo(400);
  }

  @Test
  void what_is_no_http_is_refused_as_a_problem() throws IOException {
    try (var socket = new Socket("127.0.0.1", api.address.getPort())) {
      socket
          .getOutputStream()
          .write("GET /v1/../.. HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
      assertThat(answer).isEqualTo("HTTP/1.1 400");
    }
  }

  private void assertRefused(int status, String code, String body) {
    var problem = api.post("/v1/requests", body);
    assertThat(problem.status()).isEqualTo(status);
    assertThat(problem.text("/code")).isEqualTo(code);
  }
}
