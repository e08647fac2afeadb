package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.delivery.Sent;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Looking at what happened, live and afterwards; and asking twice.
final class FollowingTest {
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
    house.close();
  }

  @Test
  void a_run_shows_its_timeline_in_order() throws InterruptedException {
    var run = finishedRun();
    var shown = api.get("/v1/runs/" + run).json();
    assertThat(shown.path("timeline").valueStream().map(it -> it.path("what").asString()))
        .containsSubsequence(
            "request.accepted",
            "run.opened",
            "task.offered",
            "task.leased",
            "task.judged",
            "task.accepted",
            "run.completed",
            "delivery.intended",
            "delivery.attempted",
            "delivery.delivered");
    assertThat(shown.at("/tasks/0/status").asString()).isEqualTo("accepted");
    assertThat(shown.at("/deliveries/0/receipt").asString()).isEqualTo("200 OK");
  }

  @Test
  void events_are_live_and_end_with_the_run() throws Exception {
    var run = api.post("/v1/requests", ASK).text("/run");
    var lines = CompletableFuture.supplyAsync(() -> lines("/v1/runs/" + run + "/events"));
    work();
    assertThat(names(lines.join())).startsWith("request.accepted").endsWith("delivery.delivered");
  }

  @Test
  void events_resume_after_the_last_one_that_was_seen() throws InterruptedException {
    var run = finishedRun();
    var path = "/v1/runs/" + run + "/events";
    var ids = ids(lines(path));
    var rest = ids(lines(path, "Last-Event-ID", ids.get(3)));
    assertThat(rest).isEqualTo(ids.subList(4, ids.size()));
    assertThat(api.get(path, "Last-Event-ID", ids.getLast()).status()).isEqualTo(204);
  }

  @Test
  void a_delivery_is_proven_back_to_its_request() throws InterruptedException {
    var run = finishedRun();
    var proof = api.get("/v1/proof/" + run.replace("run_", "delivery_")).json();
    assertThat(proof.path("proven").asBoolean()).isTrue();
    assertThat(proof.path("gatePassed").asBoolean()).isTrue();
    assertThat(proof.at("/steps/0/what").asString()).isEqualTo("request.accepted");
    var entry = proof.at("/entries/0/entry").asString();
    assertThat(api.get("/v1/ledger/entries/" + entry).text("/hash"))
        .isEqualTo(proof.at("/entries/0/hash").asString());
  }

  @Test
  void the_books_balance_and_the_ledger_verifies() throws InterruptedException {
    finishedRun();
    assertThat(api.get("/v1/books").json().path("balanced").asBoolean()).isTrue();
    var lines = api.get("/v1/ledger/verify").response().body().lines().toList();
    assertThat(lines.getLast()).contains("\"sound\":true");
  }

  @Test
  void the_same_key_and_body_get_the_first_answer_again() {
    var first = api.post("/v1/requests", ASK, "Idempotency-Key", "k1");
    var again = api.post("/v1/requests", ASK, "Idempotency-Key", "k1");
    assertThat(again.status()).isEqualTo(202);
    assertThat(again.response().body()).isEqualTo(first.response().body());
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(first.header("Idempotency-Replayed")).isEmpty();
    assertThat(api.get("/v1/requests").json().path("items").size()).isEqualTo(1);
  }

  @Test
  void the_same_key_with_another_body_is_refused() {
    api.post("/v1/requests", ASK, "Idempotency-Key", "k1");
    var other = api.post("/v1/requests", ASK.replace("hi", "ho"), "Idempotency-Key", "k1");
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.text("/code")).isEqualTo("key-reused");
    assertThat(api.post("/v1/requests", ASK, "Idempotency-Key", "a b").status()).isEqualTo(400);
  }

  @Test
  void lists_go_page_by_page_newest_first() {
    var sent = List.of(ask(), ask(), ask());
    var first = api.get("/v1/requests?limit=2");
    assertThat(first.text("/items/0/request")).isEqualTo(sent.get(2));
    var rest = api.get("/v1/requests?limit=2&cursor=" + first.text("/nextCursor"));
    assertThat(rest.text("/items/0/request")).isEqualTo(sent.get(0));
    assertThat(rest.json().path("nextCursor").isNull()).isTrue();
  }

  @Test
  void a_message_with_the_same_dedupe_key_is_sent_once() throws InterruptedException {
    var body = "{\"kind\":\"alert\",\"channel\":\"ops\",\"body\":\"%s\",\"dedupeKey\":\"disk\"}";
    var first = api.post("/v1/messages", body.formatted("disk is full"));
    var again = api.post("/v1/messages", body.formatted("disk is still full"));
    assertThat(first.status()).isEqualTo(202);
    assertThat(again.text("/delivery")).isEqualTo(first.text("/delivery"));
    assertThat(house.send("ops", new Sent.Receipt("written"))).isEqualTo(1);
    var refused = api.post("/v1/messages", body.formatted("x").replace("alert", "summary"));
    assertThat(refused.text("/code")).isEqualTo("kind-not-accepted");
  }

  @Test
  void an_unknown_delivery_is_resolved_by_hand() throws InterruptedException {
    var sent = api.post("/v1/messages", "{\"kind\":\"alert\",\"channel\":\"ops\",\"body\":\"x\"}");
    house.send("ops", new Sent.Ambiguous("timeout", "no answer"));
    var path = "/v1/deliveries/" + sent.text("/delivery");
    assertThat(api.get(path).text("/status")).isEqualTo("unknown");
    assertThat(api.get("/readyz").text("/status")).isEqualTo("degraded");
    var resolved =
        api.post(path + "/resolve", "{\"outcome\":\"delivered\",\"reason\":\"seen it\"}");
    assertThat(resolved.text("/status")).isEqualTo("delivered");
    assertThat(api.post(path + "/retry", "{}").status()).isEqualTo(409);
  }

  @Test
  void a_run_is_cancelled_with_its_reason() {
    var run = api.post("/v1/requests", ASK).text("/run");
    var cancelled = api.post("/v1/runs/" + run + "/cancel", "{\"reason\":\"enough\"}");
    assertThat(cancelled.text("/status")).isEqualTo("cancelled");
    assertThat(cancelled.text("/reason")).isEqualTo("enough");
  }

  @Test
  void the_parts_and_the_numbers_are_open_to_whoever_watches() throws InterruptedException {
    finishedRun();
    var anybody = api.as("");
    assertThat(anybody.get("/healthz").status()).isEqualTo(200);
    assertThat(anybody.get("/readyz").text("/status")).isEqualTo("ok");
    var numbers = anybody.get("/metrics").response().body();
    assertThat(numbers)
        .contains(
            "holdfast_http_request_seconds_count{", "holdfast_verdicts_total{outcome=\"pass\"} 1.0")
        .contains("holdfast_events_total{event=\"accepted\",stream=\"task\"} 1.0");
  }

  @Test
  void sessions_channels_and_configuration_are_shown() throws InterruptedException {
    finishedRun();
    assertThat(api.get("/v1/sessions").text("/items/0/actor")).isEqualTo("ada");
    var channels = api.get("/v1/channels").json();
    assertThat(channels.at("/items/1/lastReceipt/receipt").asString()).isEqualTo("200 OK");
    assertThat(api.get("/v1/config").text("/version")).isEqualTo("1");
    assertThat(api.get("/v1/config/versions/2").status()).isEqualTo(404);
    assertThat(api.get("/v1/config/schema").json().has("$schema")).isTrue();
  }

  private String ask() {
    return api.post("/v1/requests", ASK).text("/request");
  }

  private String finishedRun() throws InterruptedException {
    var run = api.post("/v1/requests", ASK).text("/run");
    work();
    return run;
  }

  private void work() throws InterruptedException {
    var claimed = api.post("/v1/lanes/routine/claim", "{\"wait\":\"10s\"}").json().at("/tasks/0");
    api.post(
        "/v1/tasks/" + claimed.path("task").asString() + "/complete",
        "{\"fence\":" + claimed.at("/lease/fence") + ",\"output\":{\"text\":\"hi\"}}");
    assertThat(house.send("support", new Sent.Receipt("200 OK"))).isEqualTo(1);
  }

  private List<String> lines(String path, String... headers) {
    try (var lines = api.lines(path, headers).body()) {
      return lines.toList();
    } catch (IOException | InterruptedException broken) {
      throw new IllegalStateException("the events broke off", broken);
    }
  }

  private static List<String> names(List<String> lines) {
    return values(lines, "event: ");
  }

  private static List<String> ids(List<String> lines) {
    return values(lines, "id: ");
  }

  private static List<String> values(List<String> lines, String field) {
    return lines.stream()
        .filter(line -> line.startsWith(field))
        .map(line -> line.substring(field.length()))
        .toList();
  }
}
