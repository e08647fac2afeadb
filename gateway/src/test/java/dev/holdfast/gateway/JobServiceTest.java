package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.delivery.Sent;
import dev.holdfast.core.scheduling.Preflight;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A job in service: looked at, enabled, run, paused, tripped, and everything told.
final class JobServiceTest {
  private JobHouse jobs;
  private Api api;

  @BeforeEach
  void open() throws InterruptedException {
    jobs = new JobHouse();
    api = jobs.api;
  }

  @AfterEach
  void close() {
    jobs.close();
  }

  @Test
  void a_job_is_on_when_its_preflight_has_passed() throws InterruptedException {
    jobs.enabled("morning", JobHouse.job(""));
    var job = api.get("/v1/jobs/morning");
    assertThat(job.text("/status")).isEqualTo("on");
    assertThat(job.text("/preflight/status")).isEqualTo("passed");
    assertThat(job.json().at("/preflight/holds").asBoolean()).isTrue();
    assertThat(job.text("/preflight/parts/0/name")).isEqualTo("destination");
    assertThat(job.text("/next/local")).contains("T09:00:00+0");
  }

  @Test
  void a_failed_preflight_says_what_to_do() throws InterruptedException {
    jobs.saved("morning", JobHouse.job(""));
    api.post("/v1/jobs/morning/enable", "{\"reason\": \"go\"}");
    jobs.preflight("morning", new Preflight.Part("destination", false, "it is full", "empty it"));
    var job = api.get("/v1/jobs/morning");
    assertThat(job.text("/status")).isEqualTo("off");
    assertThat(job.text("/reason")).contains("destination (it is full)");
    assertThat(job.text("/preflight/parts/0/nextAction")).isEqualTo("empty it");
  }

  @Test
  void a_preflight_is_asked_for_alone() {
    jobs.saved("morning", JobHouse.job(""));
    var asked = api.post("/v1/jobs/morning/preflight", "{}");
    assertThat(asked.status()).isEqualTo(200);
    assertThat(asked.text("/preflight/status")).isEqualTo("wanted");
    assertThat(asked.text("/status")).isEqualTo("off");
  }

  @Test
  void whoever_enables_may_wait_for_the_report() throws Exception {
    jobs.saved("morning", JobHouse.job(""));
    var answer =
        CompletableFuture.supplyAsync(
            () -> api.post("/v1/jobs/morning/enable", "{}", "Prefer", "wait=20"));
    jobs.until(
        "morning", "/v1/jobs/morning", got -> got.text("/preflight/status").equals("wanted"));
    assertThat(answer.isDone()).isFalse();
    jobs.preflight("morning", new Preflight.Part("destination", true, "seen", ""));
    assertThat(answer.get(20, TimeUnit.SECONDS).text("/status")).isEqualTo("on");
  }

  @Test
  void a_run_by_hand_is_told_from_its_instant_to_its_delivery() throws InterruptedException {
    jobs.enabled("morning", JobHouse.job("\"input\": {\"url\": \"x\"}"));
    var begun = api.post("/v1/jobs/morning/run", "{\"reason\": \"now\"}");
    assertThat(begun.status()).isEqualTo(202);
    var run = begun.text("/run");
    assertThat(api.post("/v1/jobs/morning/run", "{}").text("/code")).isEqualTo("still-running");
    assertThat(api.get("/v1/jobs/morning").text("/running/run")).isEqualTo(run);
    var task = api.get("/v1/tasks").text("/items/0/task");
    var input = api.get("/v1/tasks/" + task).json().path("input");
    assertThat(input.path("job").asString()).isEqualTo("morning");
    assertThat(input.path("instant").asString()).isEqualTo(begun.text("/nominal"));
    assertThat(input.path("url").asString()).isEqualTo("x");
    jobs.complete("fine");
    jobs.house.send("ops", new Sent.Receipt("ops:1"));

    var shown = api.get("/v1/runs/" + run);
    assertThat(shown.text("/job")).isEqualTo("morning");
    assertThat(shown.text("/instant")).isEqualTo(begun.text("/nominal"));
    assertThat(shown.json().has("request")).isFalse();
    assertThat(shown.json().has("session")).isFalse();
    assertThat(shown.json().path("timeline").valueStream().map(it -> it.path("what").asString()))
        .contains("instant.started", "task.accepted", "instant.settled", "delivery.delivered");
    assertThat(api.get("/v1/runs").text("/items/0/job")).isEqualTo("morning");

    var instant = api.get("/v1/jobs/morning/instants").json().at("/items/0");
    assertThat(instant.path("status").asString()).isEqualTo("ran");
    assertThat(instant.path("cause").asString()).isEqualTo("byHand");
    assertThat(instant.path("run").asString()).isEqualTo(run);
    assertThat(instant.path("delivered").asString()).isEqualTo("delivered");
    assertThat(instant.has("latenessMillis")).isFalse();

    var delivery = api.get("/v1/deliveries/" + instant.path("delivery").asString());
    assertThat(delivery.text("/text")).isEqualTo("It said fine");
    assertThat(delivery.text("/job")).isEqualTo("morning");
    assertThat(delivery.text("/instant")).isEqualTo(begun.text("/nominal"));
    var proof = api.get("/v1/proof/" + instant.path("delivery").asString());
    assertThat(proof.json().path("proven").asBoolean()).isTrue();
    assertThat(proof.text("/job")).isEqualTo("morning");
    assertThat(proof.json().path("steps").valueStream().map(it -> it.path("what").asString()))
        .contains("instant.started", "delivery.delivered");
    var job = api.get("/v1/jobs/morning");
    assertThat(job.text("/lastRun/run")).isEqualTo(run);
    assertThat(job.text("/lastDelivery/receipt")).isEqualTo("ops:1");
  }

  @Test
  void what_says_the_same_again_is_told_as_withheld() throws InterruptedException {
    jobs.enabled(
        "watch",
        JobHouse.job("").replace("\"to\": \"ops\",", "\"to\": \"ops\", \"onChange\": true,"));
    api.post("/v1/jobs/watch/run", "{}");
    jobs.complete("same");
    var second = again("watch");
    jobs.complete("same");
    var timeline = api.get("/v1/runs/" + second).json().path("timeline");
    assertThat(timeline.valueStream().map(it -> it.path("what").asString()))
        .contains("job.withheld");
    assertThat(api.get("/v1/jobs/watch/instants").json().at("/items/0").has("delivery")).isFalse();
  }

  /// A second has room for one run by hand, so another is asked for until the next second has come.
  private String again(String job) {
    var begun = api.post("/v1/jobs/" + job + "/run", "{}");
    while (begun.text("/code").equals("run-already")) {
      begun = api.post("/v1/jobs/" + job + "/run", "{}");
    }
    return begun.text("/run");
  }

  @Test
  void instants_are_told_newest_first_with_their_lateness_and_the_next_ten()
      throws InterruptedException {
    jobs.enabled("often", JobHouse.every("1s"));
    jobs.until(
        "often",
        "/v1/jobs/often/instants",
        got -> got.json().path("items").valueStream().anyMatch(it -> it.has("latenessMillis")));
    jobs.until(
        "often",
        "/v1/jobs/often/instants",
        got -> got.json().path("items").valueStream().anyMatch(it -> is(it, "skipped")));
    var paused = api.post("/v1/jobs/often/pause", pause(60));
    assertThat(paused.text("/status")).isEqualTo("paused");
    var all = api.get("/v1/jobs/often/instants");
    var nominals =
        all.json().path("items").valueStream().map(it -> it.path("nominal").asString()).toList();
    assertThat(nominals).isSortedAccordingTo(java.util.Comparator.reverseOrder());
    assertThat(all.json().path("next")).hasSize(10);
    var skipped = api.get("/v1/jobs/often/instants?status=skipped&limit=1").json();
    assertThat(skipped.at("/items/0/reason").asString()).contains("still went on");
    assertThat(skipped.at("/items/0/count").asLong()).isEqualTo(1);
    var page = api.get("/v1/jobs/often/instants?limit=1");
    var next = api.get("/v1/jobs/often/instants?limit=1&cursor=" + page.text("/nextCursor"));
    assertThat(next.text("/items/0/nominal")).isEqualTo(nominals.get(1));
  }

  private static boolean is(tools.jackson.databind.JsonNode instant, String status) {
    return instant.path("status").asString().equals(status);
  }

  private static String pause(int minutes) {
    var until = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(minutes, ChronoUnit.MINUTES);
    return "{\"reason\": \"away\", \"until\": \"" + until + "\"}";
  }

  @Test
  void a_pause_has_a_reason_and_an_end_and_is_over_when_the_job_is_enabled()
      throws InterruptedException {
    jobs.enabled("morning", JobHouse.job(""));
    var paused = api.post("/v1/jobs/morning/pause", pause(5));
    assertThat(paused.text("/reason")).isEqualTo("away");
    assertThat(paused.text("/until")).isNotEmpty();
    assertThat(api.post("/v1/jobs/morning/enable", "{}").text("/status")).isEqualTo("on");
    assertThat(api.post("/v1/jobs/morning/disable", "{\"reason\": \"no\"}").text("/reason"))
        .isEqualTo("no");
    assertThat(api.post("/v1/jobs/morning/pause", pause(5)).text("/code")).isEqualTo("not-enabled");
  }

  @Test
  void a_job_that_keeps_failing_is_shown_tripped_with_its_alert() throws InterruptedException {
    jobs.enabled(
        "morning", JobHouse.job("").replace("\"escalate\"", "\"failures\": 1, \"escalate\""));
    var run = api.post("/v1/jobs/morning/run", "{}").text("/run");
    jobs.fail();
    var job = api.get("/v1/jobs/morning");
    assertThat(job.text("/status")).isEqualTo("tripped");
    assertThat(job.text("/breaker/status")).isEqualTo("open");
    assertThat(job.text("/diagnostic/code")).isEqualTo("job-failing");
    assertThat(job.text("/trialAt")).isNotEmpty();
    assertThat(api.get("/v1/jobs/morning/instants").text("/items/0/status"))
        .isEqualTo("ran-failed");
    var alert = api.get("/v1/deliveries").json().path("items").path(0);
    assertThat(alert.path("kind").asString()).isEqualTo("alert");
    assertThat(api.get("/v1/runs/" + run).json().path("deliveries")).hasSize(1);
    assertThat(api.get("/v1/jobs/morning/changes").text("/items/0/what")).isEqualTo("tripped");
    assertThat(api.get("/metrics").response().body())
        .contains("holdfast_job_trips_total{code=\"job-failing\"} 1.0")
        .contains("holdfast_jobs{status=\"tripped\"} 1.0")
        .contains("holdfast_instants_total{outcome=\"failed\"} 1.0");
  }

  @Test
  void a_past_range_is_filled_in_when_it_is_asked_for() throws InterruptedException {
    jobs.enabled("morning", JobHouse.every("1h"));
    var to = Instant.now().truncatedTo(ChronoUnit.HOURS).minusSeconds(1);
    var range = "{\"from\": \"" + to.minus(3, ChronoUnit.HOURS) + "\", \"to\": \"" + to + "\"}";
    var asked = api.post("/v1/jobs/morning/backfill", range);
    assertThat(asked.status()).isEqualTo(200);
    assertThat(asked.text("/running/cause")).isEqualTo("backfill");
    assertThat(api.post("/v1/jobs/morning/backfill", range).text("/code"))
        .isEqualTo("backfill-under-way");
    while (jobs.complete("x") > 0) {
      assertThat(api.get("/v1/jobs/morning").text("/status")).isEqualTo("on");
    }
    var instants = api.get("/v1/jobs/morning/instants?status=ran").json().path("items");
    assertThat(instants).hasSize(3);
    assertThat(api.get("/v1/jobs/morning").json().has("backfill")).isFalse();
  }

  @Test
  void the_scheduler_is_a_part_of_readiness() {
    var ready = api.get("/readyz").json().path("parts");
    var scheduler =
        ready
            .valueStream()
            .filter(part -> part.path("part").asString().equals("scheduler"))
            .findFirst()
            .orElseThrow();
    assertThat(scheduler.path("status").asString()).isEqualTo("ok");
    assertThat(scheduler.path("heartbeat").asString()).isNotEmpty();
    assertThat(api.get("/metrics").response().body())
        .contains("holdfast_instant_oldest_seconds 0.0");
  }

  @Test
  void a_schedule_is_explained_without_a_job() {
    var told =
        api.post(
            "/v1/schedules/next",
            """
            {"schedule": {"cron": "30 2 * * *", "zone": "Europe/Berlin"}, "n": 3,
             "after": "2027-03-26T12:00:00Z"}
            """);
    assertThat(told.text("/words")).isEqualTo("every day at 02:30 in Berlin");
    assertThat(told.json().path("items")).hasSize(3);
    assertThat(told.text("/items/0/local")).isEqualTo("2027-03-27T02:30:00+01:00");
    assertThat(told.text("/items/1/remark")).isEqualTo("movedOutOfGap");
    assertThat(told.text("/items/1/words")).contains("02:30 does not exist on 2027-03-28");
  }
}
