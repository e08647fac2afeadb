package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Tasks, as workers in any language see them.
final class WorkerTest {
  private static final String TASK =
      "{\"objective\":\"Count\",\"agent\":\"worker\",\"output\":{\"schema\":{\"type\":\"integer\"}},"
          + "\"budget\":{\"attempts\":2},\"input\":{\"n\":1}}";
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
  void a_task_is_offered_claimed_kept_alive_and_judged() {
    var offered = api.post("/v1/tasks", TASK);
    assertThat(offered.status()).isEqualTo(201);
    var claimed = claim();
    assertThat(claimed.path("task").asString()).isEqualTo(offered.text("/task"));
    assertThat(claimed.at("/contract/input/n").asInt()).isEqualTo(1);
    assertThat(report(claimed, "heartbeat", "\"progress\":0.5").json().path("cancel").asBoolean())
        .isFalse();
    var judged = report(claimed, "complete", "\"output\":3,\"usage\":{\"tokens\":7}");
    assertThat(judged.text("/verdict/outcome")).isEqualTo("pass");
    var task = api.get("/v1/tasks/" + offered.text("/task"));
    assertThat(task.text("/status")).isEqualTo("accepted");
    assertThat(task.text("/evidence/0/kind")).isEqualTo("usage");
  }

  @Test
  void what_a_worker_says_of_its_progress_is_shown_while_it_works() {
    var offered = api.post("/v1/tasks", TASK).text("/task");
    var claimed = claim();
    report(claimed, "heartbeat", "\"progress\":\"page 3 of 9\",\"usage\":{\"tokens\":7}");
    report(claimed, "heartbeat", "\"lease\":\"40s\"");
    var task = api.get("/v1/tasks/" + offered);
    assertThat(task.text("/progress")).isEqualTo("page 3 of 9");
    assertThat(task.text("/usage/tokens")).isEqualTo("7");
    report(claimed, "complete", "\"output\":3");
    assertThat(api.get("/v1/tasks/" + offered).json().has("progress")).isFalse();
  }

  @Test
  void a_long_progress_is_refused_and_extends_nothing() {
    api.post("/v1/tasks", TASK);
    var claimed = claim();
    var refused = report(claimed, "heartbeat", "\"progress\":\"" + "x".repeat(1_001) + "\"");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.response().body()).contains("progress", "1000 characters");
  }

  @Test
  void an_output_that_breaks_the_schema_comes_back_with_the_findings() {
    api.post("/v1/tasks", TASK);
    var judged = report(claim(), "complete", "\"output\":\"three\"");
    assertThat(judged.text("/verdict/outcome")).isEqualTo("rework");
    assertThat(claim().at("/contract/feedback").size()).isEqualTo(1);
  }

  @Test
  void a_stale_fence_changes_nothing() {
    api.post("/v1/tasks", TASK);
    var claimed = claim();
    var path = "/v1/tasks/" + claimed.path("task").asString();
    for (var body :
        new String[] {
          "/complete {\"fence\":9,\"output\":3}",
          "/heartbeat {\"fence\":9}",
          "/fail {\"fence\":9,\"class\":\"x\",\"message\":\"y\"}"
        }) {
      var parts = body.split(" ", 2);
      var stale = api.post(path + parts[0], parts[1]);
      assertThat(stale.status()).as(body).isEqualTo(409);
      assertThat(stale.text("/code")).isEqualTo("stale-fence");
    }
    assertThat(api.get(path).text("/status")).isEqualTo("leased");
  }

  @Test
  void a_cancelled_task_says_so_at_the_next_heartbeat() {
    api.post("/v1/tasks", TASK);
    var claimed = claim();
    var path = "/v1/tasks/" + claimed.path("task").asString();
    assertThat(api.post(path + "/cancel", "{\"reason\":\"enough\"}").text("/status"))
        .isEqualTo("cancelled");
    var beat = report(claimed, "heartbeat", "\"progress\":1");
    assertThat(beat.status()).isEqualTo(200);
    assertThat(beat.json().path("cancel").asBoolean()).isTrue();
    assertThat(report(claimed, "complete", "\"output\":3").status()).isEqualTo(409);
  }

  @Test
  void a_failed_attempt_rests_before_the_next() {
    api.post("/v1/tasks", TASK);
    var failed = report(claim(), "fail", "\"class\":\"timeout\",\"message\":\"too slow\"");
    assertThat(failed.text("/then")).isEqualTo("resting");
  }

  @Test
  void a_waiting_claim_is_woken_by_an_offer() {
    var waiting =
        CompletableFuture.supplyAsync(() -> {
          var claimed = api.post("/v1/lanes/routine/claim", "{\"wait\":\"30s\"}");
          return new Timed(claimed, System.nanoTime());
        });
    long offered = System.nanoTime();
    api.post("/v1/tasks", TASK);
    var timed = waiting.join();
    assertThat(timed.claimed().json().path("tasks").size()).isEqualTo(1);
    assertThat(Duration.ofNanos(timed.at() - offered)).isLessThan(Duration.ofSeconds(3));
  }

  private record Timed(Api.Got claimed, long at) {}

  @Test
  void an_empty_lane_is_answered_when_the_wait_is_over() {
    assertThat(
            api.post("/v1/lanes/routine/claim", "{\"wait\":\"200ms\"}").json().path("tasks").size())
        .isZero();
  }

  @Test
  void a_batch_is_answered_item_by_item() {
    var batch =
        api.post("/v1/tasks/batch", "{\"items\":[" + TASK + ",{\"objective\":\"\"}," + TASK + "]}");
    assertThat(batch.status()).isEqualTo(200);
    assertThat(statuses(batch)).isEqualTo("201 422 201");
    assertThat(batch.text("/items/1/problem/code")).isEqualTo("contract-incomplete");
    var claimed = api.post("/v1/lanes/routine/claim", "{\"max\":500}").json().path("tasks");
    assertThat(claimed.size()).isEqualTo(2);
    var done =
        api.post(
            "/v1/tasks/complete",
            "{\"items\":["
                + result(claimed.get(0), 1)
                + ","
                + result(claimed.get(1), 99)
                + ",{\"task\":\"task_zz\",\"fence\":1,\"output\":1}]}");
    assertThat(statuses(done)).isEqualTo("200 409 409");
    assertThat(done.text("/items/0/verdict/outcome")).isEqualTo("pass");
  }

  @Test
  void a_batch_that_is_sent_again_makes_nothing_twice() {
    var body = "{\"items\":[" + TASK + "," + TASK + "]}";
    var first = api.post("/v1/tasks/batch", body, "Idempotency-Key", "b1");
    var again = api.post("/v1/tasks/batch", body, "Idempotency-Key", "b1");
    assertThat(again.response().body()).isEqualTo(first.response().body());
    assertThat(api.get("/v1/tasks").json().path("items").size()).isEqualTo(2);
  }

  @Test
  void more_than_five_hundred_items_are_refused() {
    var items = IntStream.range(0, 501).mapToObj(_ -> "{}").collect(Collectors.joining(","));
    assertThat(api.post("/v1/tasks/batch", "{\"items\":[" + items + "]}").status()).isEqualTo(400);
  }

  private static String statuses(Api.Got got) {
    return got.json()
        .path("items")
        .valueStream()
        .map(item -> item.path("status").toString())
        .collect(Collectors.joining(" "));
  }

  private static String result(JsonNode claimed, int fence) {
    return "{\"task\":" + claimed.path("task") + ",\"fence\":" + fence + ",\"output\":1}";
  }

  private JsonNode claim() {
    return api.post("/v1/lanes/routine/claim", "{\"worker\":\"w1\",\"wait\":\"10s\"}")
        .json()
        .at("/tasks/0");
  }

  private Api.Got report(JsonNode claimed, String what, String more) {
    return api.post(
        "/v1/tasks/" + claimed.path("task").asString() + "/" + what,
        "{\"fence\":" + claimed.at("/lease/fence") + "," + more + "}");
  }
}
