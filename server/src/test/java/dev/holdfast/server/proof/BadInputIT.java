package dev.holdfast.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Whatever comes in is answered as documented, and leaves the books balanced.
final class BadInputIT {
  private static final int DEEP = 10_000;
  private static final int TEN_MEGABYTES = 10 << 20;
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  private static Node node;
  private static Api admin;

  @BeforeAll
  static void start() {
    var home =
        Home.fresh("bad-input")
            .holding(
                """
                holdfast: 1
                workspace: bad-input
                lanes:
                  work: {concurrency: 8, queue: 100, timeout: 30s}
                channels:
                  desk: {kind: file, path: desk.jsonl, responder: work}
                  threads: {kind: file, path: threads.jsonl, responder: work, session: per-thread}
                  silent: {kind: file, path: silent.jsonl}
                agents:
                  hand: {kind: worker, lane: work}
                contracts:
                  work:
                    objective: Answer
                    agent: hand
                    output: {schema: {type: object, required: [text], properties: {text: {type: string}}}}
                    budget: {time: 1m, attempts: 2}
                """);
    node = Node.ready(home, Home.freePort());
    admin = node.api();
  }

  @AfterEach
  void the_books_balance_and_the_server_lives() {
    assertThat(admin.get("/healthz").status()).isEqualTo(200);
    admin.assertBooksBalance();
  }

  @AfterAll
  static void stop() {
    admin.close();
    node.stop();
  }

  private static final class Cases {
    private final List<String> wrong = new ArrayList<>();

    void check(String name, Api.Reply reply, int status, String code) {
      if (reply.status() != status || !reply.code().equals(code)) {
        wrong.add(
            "%s: %d %s instead of %d %s: %s"
                .formatted(name, reply.status(), reply.code(), status, code, reply.body()));
        return;
      }
      for (var field :
          List.of("type", "title", "detail", "code", "cause", "impact", "nextAction")) {
        if (reply.text(field).isBlank()) {
          wrong.add(name + ": no " + field + " in " + reply.body());
        }
      }
      if (!reply.header("Content-Type").startsWith("application/problem+json")) {
        wrong.add(name + ": " + reply.header("Content-Type"));
      }
      if (!reply.header("X-Correlation-Id").equals(reply.text("correlationId"))) {
        wrong.add(name + ": correlation id " + reply.header("X-Correlation-Id"));
      }
    }

    void done() {
      assertThat(wrong).isEmpty();
    }
  }

  @Test
  void what_is_no_json_object_is_malformed() {
    var cases = new Cases();
    var bodies = new LinkedHashMap<String, byte[]>();
    bodies.put("a word", bytes("hello"));
    bodies.put("half an object", bytes("{\"actor\": \"ada\""));
    bodies.put("a list", bytes("[]"));
    bodies.put("a number", bytes("1"));
    bodies.put("null", bytes("null"));
    bodies.put("two objects", bytes("{} {}"));
    bodies.put("a trailing comma", bytes("{\"actor\": \"ada\",}"));
    bodies.put("single quotes", bytes("{'actor': 'ada'}"));
    bodies.put("a comment", bytes("{/* */}"));
    bodies.put("NaN", bytes("{\"payload\": NaN}"));
    bodies.put("a name twice", bytes("{\"actor\": \"ada\", \"actor\": \"eve\"}"));
    bodies.put("deep lists", bytes("{\"payload\":" + "[".repeat(DEEP) + "]".repeat(DEEP) + "}"));
    bodies.put(
        "deep objects",
        bytes("{\"payload\":" + "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP + 1)));
    bodies.put("deep and open", bytes("[".repeat(DEEP)));
    bodies.put("broken UTF-8", new byte[] {'{', '"', (byte) 0xc3, (byte) 0x28, '"', ':', '1', '}'});
    bodies.put("UTF-16", "{\"actor\": \"ada\"}".getBytes(StandardCharsets.UTF_16));
    bodies.put(
        "a lone surrogate in UTF-8",
        new byte[] {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ':', '1', '}'});
    bodies.put("a control character", bytes("{\"actor\": \"a\u0001\"}"));
    bodies.put(
        "a number of a million digits", bytes("{\"payload\": 1" + "0".repeat(1_000_000) + "}"));
    bodies.forEach((name, body) ->
        cases.check(name, admin.raw("POST", "/v1/requests", body, JSON), 400, "not-json"));
    cases.done();
  }

  @Test
  void what_has_the_wrong_shape_is_malformed() {
    var cases = new Cases();
    var wrong =
        List.of(
            "{}",
            "{\"actor\": 1, \"channel\": \"desk\", \"text\": \"x\"}",
            "{\"actor\": \"ada\", \"channel\": [\"desk\"], \"text\": \"x\"}",
            "{\"actor\": \"ada\", \"channel\": \"desk\", \"text\": {}}",
            "{\"actor\": \"\", \"channel\": \"desk\", \"text\": \"x\"}",
            "{\"actor\": null, \"channel\": \"desk\", \"text\": \"x\"}",
            "{\"actor\": \"ada\", \"channel\": \"desk\"}",
            "{\"actor\": \"ada\", \"channel\": \"desk\", \"text\": \"x\", \"txt\": \"y\"}",
            "{\"actor\": \"ada\", \"channel\": \"desk\", \"text\": \"x\", \"attachments\": {}}",
            "{\"actor\": \"%s\", \"channel\": \"desk\", \"text\": \"x\"}"
                .formatted("a".repeat(10_000)));
    for (var body : wrong) {
      cases.check(body, admin.post("/v1/requests", body), 400, "malformed");
    }
    cases.check("max", admin.post("/v1/lanes/work/claim", Map.of("max", -1)), 400, "malformed");
    cases.check("max", admin.post("/v1/lanes/work/claim", Map.of("max", "many")), 400, "malformed");
    cases.check("max", admin.post("/v1/lanes/work/claim", Map.of("max", 501)), 400, "malformed");
    cases.check("max", admin.post("/v1/lanes/work/claim", Map.of("max", 1.5)), 400, "malformed");
    cases.check(
        "wait", admin.post("/v1/lanes/work/claim", Map.of("wait", "soon")), 400, "malformed");
    cases.check("limit", admin.get("/v1/requests?limit=501"), 400, "malformed");
    cases.check("limit", admin.get("/v1/requests?limit=-1"), 400, "malformed");
    cases.check("limit", admin.get("/v1/requests?limit=ten"), 400, "malformed");
    cases.check("cursor", admin.get("/v1/requests?cursor=%27%20OR%201%3D1"), 400, "malformed");
    cases.check("query", admin.get("/v1/requests?limt=5"), 400, "malformed");
    var many = Map.of("items", java.util.Collections.nCopies(501, Map.of()));
    cases.check("501 items", admin.post("/v1/tasks/complete", many), 400, "malformed");
    cases.check("501 items", admin.post("/v1/tasks/batch", many), 400, "malformed");
    cases.check(
        "a key of 256",
        admin.post("/v1/requests", request("x"), Map.of("Idempotency-Key", "k".repeat(256))),
        400,
        "malformed");
    cases.done();
  }

  @Test
  void a_contract_that_lacks_parts_is_told_all_of_them_at_once() {
    var reply =
        admin.post(
            "/v1/tasks",
            Map.of(
                "objective",
                "",
                "reversible",
                false,
                "agent",
                "hand",
                "budget",
                Map.of("time", "0s")));
    assertThat(reply.status()).as(reply.body()).isIn(400, 422);
    assertThat(reply.body()).contains("objective", "output.schema", "budget.time", "rollback");
  }

  @Test
  void what_is_too_much_is_refused_by_its_size() {
    var cases = new Cases();
    var text =
        "{\"actor\": \"ada\", \"channel\": \"desk\", \"text\": \""
            + "x".repeat(TEN_MEGABYTES)
            + "\"}";
    cases.check("10 MB", admin.post("/v1/requests", text), 413, "too-large");
    cases.check(
        "10 MB of a result", admin.post("/v1/tasks/task_1/complete", text), 413, "too-large");
    cases.check(
        "a header of 64 KB",
        admin.raw("GET", "/v1/requests", new byte[0], Map.of("X-Huge", "h".repeat(64 << 10))),
        431,
        "http-431");
    cases.done();
  }

  @Test
  void another_content_type_is_refused() {
    var cases = new Cases();
    for (var type :
        List.of("text/plain", "application/x-www-form-urlencoded", "application/xml", "nonsense")) {
      var reply =
          admin.raw(
              "POST",
              "/v1/requests",
              bytes(Api.JSON.writeValueAsString(request("x"))),
              Map.of("Content-Type", type));
      cases.check(type, reply, 415, "not-json-type");
    }
    cases.done();
  }

  @Test
  void nobody_gets_in_without_a_token() {
    var cases = new Cases();
    try (var nobody = new Api(node.port(), "");
        var stranger = new Api(node.port(), "hf_0000000000000000000000000000000000000000")) {
      cases.check("none", nobody.get("/v1/requests"), 401, "unknown-caller");
      cases.check("none", nobody.post("/v1/requests", request("x")), 401, "unknown-caller");
      cases.check("none", nobody.get("/v1/books"), 401, "unknown-caller");
      cases.check("unknown", stranger.get("/v1/requests"), 401, "unknown-caller");
      var basic = Map.of("Authorization", "Basic YWRtaW46YWRtaW4=");
      cases.check(
          "basic", nobody.raw("GET", "/v1/requests", new byte[0], basic), 401, "unknown-caller");
      assertThat(nobody.get("/healthz").status()).isEqualTo(200);
    }
    cases.done();
  }

  @Test
  void another_ones_things_are_not_found() {
    var cases = new Cases();
    var hers =
        admin.post("/v1/requests", Map.of("actor", "eve", "channel", "desk", "text", "mine"));
    var id = hers.text("request");
    try (var ada = token("ada", "client");
        var worker = token("hand", "worker");
        var viewer = token("eye", "viewer")) {
      cases.check("her request", ada.get("/v1/requests/" + id), 404, "not-found");
      cases.check("her run", ada.get("/v1/runs/" + hers.text("run")), 404, "not-found");
      cases.check("no such request", ada.get("/v1/requests/request_zzzz"), 404, "not-found");
      assertThat(ada.get("/v1/requests").json().path("items")).isEmpty();
      cases.check(
          "as her",
          ada.post("/v1/requests", Map.of("actor", "eve", "channel", "desk", "text", "x")),
          403,
          "not-that-actor");
      cases.check("tasks", ada.get("/v1/tasks"), 403, "not-allowed");
      cases.check("claim", ada.post("/v1/lanes/work/claim", Map.of()), 403, "not-allowed");
      cases.check("ask as worker", worker.post("/v1/requests", request("x")), 403, "not-allowed");
      cases.check("ask as viewer", viewer.post("/v1/requests", request("x")), 403, "not-allowed");
      cases.check(
          "cancel as viewer",
          viewer.post("/v1/runs/" + hers.text("run") + "/cancel", Map.of("reason", "x")),
          403,
          "not-allowed");
      cases.check(
          "tokens",
          ada.post("/v1/tokens", Map.of("name", "x", "role", "admin")),
          403,
          "not-allowed");
    }
    cases.done();
  }

  private static Api token(String name, String role) {
    var made = admin.post("/v1/tokens", Map.of("name", name, "role", role));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return new Api(node.port(), made.text("secret"));
  }

  @Test
  void a_revoked_token_is_refused_soon() {
    var made = admin.post("/v1/tokens", Map.of("name", "gone", "role", "viewer"));
    try (var gone = new Api(node.port(), made.text("secret"))) {
      assertThat(gone.get("/v1/requests").status()).isEqualTo(200);
      assertThat(
              admin
                  .post("/v1/tokens/" + made.text("token") + "/revoke", Map.of("reason", "lost"))
                  .status())
          .isEqualTo(200);
      Await.until(
          Duration.ofSeconds(5),
          () -> gone.get("/v1/requests").status() == 401,
          () -> "still known");
    }
  }

  @Test
  void what_the_rules_refuse_is_told_with_its_code() {
    var cases = new Cases();
    cases.check(
        "channel",
        admin.post("/v1/requests", Map.of("actor", "a", "channel", "none", "text", "x")),
        422,
        "unknown-channel");
    cases.check(
        "responder",
        admin.post("/v1/requests", Map.of("actor", "a", "channel", "silent", "text", "x")),
        422,
        "no-responder");
    cases.check(
        "thread",
        admin.post("/v1/requests", Map.of("actor", "a", "channel", "threads", "text", "x")),
        422,
        "thread-missing");
    var key = Map.of("Idempotency-Key", "one-key");
    var first = admin.post("/v1/requests", request("one"), key);
    assertThat(first.status()).as(first.body()).isEqualTo(202);
    var again = admin.post("/v1/requests", request("one"), key);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    cases.check("another body", admin.post("/v1/requests", request("two"), key), 422, "key-reused");
    cases.done();
  }

  @Test
  void a_stale_fence_changes_nothing() {
    var cases = new Cases();
    var made =
        admin.post("/v1/requests", Map.of("actor", "fen", "channel", "desk", "text", "fenced"));
    var task = "/v1/tasks/" + made.text("run").replace("run_", "task_");
    var output = Map.of("text", "done");
    cases.check(
        "not leased",
        admin.post(task + "/complete", Map.of("fence", 1, "output", output)),
        409,
        "not-leased");
    claim();
    for (long fence : new long[] {0, 2, 99, Long.MAX_VALUE}) {
      var body = Map.of("fence", fence, "output", output);
      cases.check("fence " + fence, admin.post(task + "/complete", body), 409, "stale-fence");
      cases.check(
          "fence " + fence,
          admin.post(task + "/heartbeat", Map.of("fence", fence)),
          409,
          "stale-fence");
      var fail = Map.of("fence", fence, "class", "x", "message", "y");
      cases.check("fence " + fence, admin.post(task + "/fail", fail), 409, "stale-fence");
    }
    var minus = Map.of("fence", -1, "output", output);
    cases.check("fence -1", admin.post(task + "/complete", minus), 400, "malformed");
    assertThat(admin.get(task).text("status")).isEqualTo("leased");
    cases.check(
        "no such task",
        admin.post("/v1/tasks/task_zzzz/complete", Map.of("fence", 1, "output", output)),
        404,
        "not-found");
    cases.check(
        "no id",
        admin.post("/v1/tasks/run_1/complete", Map.of("fence", 1, "output", output)),
        404,
        "not-found");
    cases.done();
  }

  private static void claim() {
    var claimed = admin.post("/v1/lanes/work/claim", Map.of("worker", "w", "max", 100));
    assertThat(claimed.status()).as(claimed.body()).isEqualTo(200);
  }

  @Test
  void paths_that_lead_nowhere_are_not_found() {
    var cases = new Cases();
    cases.check("nothing there", admin.get("/v1/nothing"), 404, "unknown-path");
    cases.check("a slash too many", admin.get("/v1/requests/"), 404, "unknown-path");
    cases.check(
        "method",
        admin.raw("DELETE", "/v1/requests", new byte[0], Map.of()),
        405,
        "method-not-allowed");
    cases.check("lane", admin.post("/v1/lanes/none/claim", Map.of()), 404, "not-found");
    cases.check(
        "sql",
        admin.get("/v1/requests/request_1'%20OR%201=1--".replace("'", "%27")),
        404,
        "not-found");
    cases.done();
  }

  @Test
  void what_is_not_http_gets_a_plain_no() throws IOException {
    for (var text :
        List.of(
            "GET /v1/../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /v1/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /v1/requests%00 HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET //v1//requests HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /v1/requests;a=b HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET \\v1 HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /%ff%fe HTTP/1.1\r\nHost: x\r\n\r\n",
            "NONSENSE\r\n\r\n",
            "GET / HTTP/9.9\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nBad Header\r\n\r\n",
            "POST /v1/requests HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
            "POST /v1/requests HTTP/1.1\r\n"
                + "Host: x\r\n"
                + "Content-Length: 5\r\n"
                + "Content-Length: 6\r\n\r\n"
                + "hello",
            "POST /v1/requests HTTP/1.1\r\n"
                + "Host: x\r\n"
                + "Transfer-Encoding: chunked\r\n"
                + "Content-Length: 3\r\n\r\n"
                + "zzz",
            "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
            "\u0000\u0001\u0002\u0003")) {
      assertThat(say(text)).as(text).matches("(?s)|HTTP/1\\.[01] (4\\d\\d|505) .*");
    }
  }

  /// The answer, empty where the connection was just closed.
  private static String say(String text) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void results_that_are_none_are_refused_and_the_task_goes_on() {
    var cases = new Cases();
    var made =
        admin.post("/v1/requests", Map.of("actor", "res", "channel", "desk", "text", "result"));
    var task = "/v1/tasks/" + made.text("run").replace("run_", "task_");
    claim();
    for (var body :
        List.of(
            "{\"fence\": 1}",
            "{\"fence\": 1, \"output\": {\"text\": \"x\"}, \"evidence\": {}}",
            "{\"fence\": 1, \"output\": {\"text\": \"x\"}, \"evidence\": [{\"kind\": \"tool\"}]}",
            "{\"fence\": 1, \"output\": {\"text\": \"x\"}, \"evidences\": []}",
            "{\"fence\": 1, \"output\": 1e400}",
            "{\"fence\": \"one\", \"output\": {\"text\": \"x\"}}")) {
      cases.check(body, admin.post(task + "/complete", body), 400, "malformed");
    }
    var done = admin.post(task + "/complete", Map.of("fence", 1, "output", Map.of("text", "done")));
    assertThat(done.status()).as(done.body()).isEqualTo(200);
    cases.done();
  }

  private static Map<String, Object> request(String text) {
    return Map.of("actor", "ada", "channel", "desk", "text", text);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
