package dev.holdfast.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delivery.Sent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What breaks in the field about jobs, their owners and their work (docs/field-failures.md), on a
/// real store and API, whose clock is set by hand. Each test begins with the name of its class;
/// behind each of them the books balance and the record verifies.
final class JobFailuresTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private Scene scene;

  @BeforeEach
  void open() {
    scene = Scene.open("job-failures", "2026-11-23T09:00:00Z");
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void job_silently_disabled_what_always_fails_is_taken_out_and_told_of_once() {
    scene.enabled("failing", Scene.every("1m", ""));
    scene.pass(Duration.ofMinutes(20), MINUTE, () -> scene.fail("broken"));
    assertThat(scene.count("failing")).isEqualTo(Map.of("ran-failed", 3));
    assertThat(scene.status("failing")).isEqualTo("tripped");
    assertThat(scene.messages("ops")).hasSize(1);
    var alert = scene.messages("ops").getFirst();
    assertThat(alert.path("subject").asString("")).isEqualTo("Job failing is out of service");
    assertThat(alert.path("text").asString(""))
        .contains("broken")
        .containsSubsequence("Cause:", "Impact:", "Next");
  }

  @Test
  void job_silently_disabled_a_one_shot_that_fails_is_told_of() {
    scene.enabled("once", Scene.once("2026-11-23T10:00:00Z", ""));
    scene.at("2026-11-23T10:00:00Z");
    scene.fail("forbidden");
    assertThat(scene.told("once")).isEqualTo(Map.of("2026-11-23T10:00:00Z", "ran-failed"));
    assertThat(scene.status("once")).isEqualTo("over");
    assertThat(scene.told()).containsExactly("Job once ended with a failure");
  }

  @Test
  void job_silently_disabled_what_it_needs_is_gone_and_the_owner_is_told_once() {
    scene.enabled("blocked", Scene.every("1h", ""));
    scene.pass(Duration.ofHours(25), Duration.ofHours(1), () -> scene.work("done"));
    scene.preflightFails("blocked", "the folder is gone");
    assertThat(scene.status("blocked")).isEqualTo("off");
    assertThat(scene.show("blocked").path("reason").asString("")).contains("the folder is gone");
    scene.pass(Duration.ofHours(5), Duration.ofHours(1), () -> scene.work("never"));
    assertThat(scene.count("blocked")).isEqualTo(Map.of("ran", 25));
    assertThat(scene.told()).containsExactly("Job blocked was disabled");
  }

  @Test
  void job_silently_disabled_a_job_that_does_not_say_enabled_is_off_and_says_so() {
    scene.save("plain", Scene.every("1m", ""));
    assertThat(scene.status("plain")).isEqualTo("off");
    scene.save("null", Scene.every("1m", "\"enabled\": true"));
    scene.stage().preflight("null");
    assertThat(scene.status("null")).isEqualTo("on");
    var wrong = scene.api().put("/v1/jobs/odd", Scene.every("1m", "\"enabled\": \"maybe\""), "");
    assertThat(wrong.status()).as(wrong.body()).isEqualTo(400);
  }

  @Test
  void job_silently_disabled_stalled_in_any_phase_it_ends_and_is_told_of() {
    scene.enabled("unclaimed", Scene.every("6h", ""));
    scene.pass(Duration.ofHours(30), Duration.ofMinutes(10), () -> {});
    assertThat(scene.status("unclaimed")).isEqualTo("tripped");
    assertThat(scene.told()).containsExactly("Job unclaimed is out of service");
  }

  @Test
  void job_silently_disabled_an_alert_whose_channel_was_down_arrives_later() {
    scene.enabled("failing", Scene.every("1m", ""));
    scene.pass(Duration.ofMinutes(3), MINUTE, () -> scene.fail("broken"));
    for (int minute = 0; minute < 10; minute++) {
      scene
          .stage()
          .deliver("ops", new Sent.Transient("refused", "connection refused", Duration.ZERO));
      scene.pass(MINUTE);
    }
    scene.restart();
    scene.pass(Duration.ofMinutes(10), MINUTE, () -> scene.stage().deliver("ops", receipt()));
    assertThat(scene.messages("ops")).hasSize(1);
    assertThat(scene.messages("ops").getFirst().path("receipt").asString("")).isEqualTo("ops:1");
  }

  private static Sent receipt() {
    return new Sent.Receipt("ops:1");
  }

  @Test
  void alert_noise_a_run_that_succeeds_at_the_third_attempt_alarms_nobody() {
    scene.enabled("again", Scene.every("1h", "").replace("\"check\"", "\"again\""));
    for (int run = 0; run < 5; run++) {
      scene.pass(Duration.ofMinutes(50));
      for (int attempt = 0; attempt < 2; attempt++) {
        scene.pass(MINUTE);
        scene
            .claim()
            .forEach(
                task -> scene.report(task, "fail", Map.of("class", "flaky", "message", "not yet")));
      }
      scene.pass(Duration.ofMinutes(8));
      scene.work("done");
    }
    assertThat(scene.count("again")).containsOnlyKeys("ran");
    assertThat(scene.told()).isEmpty();
  }

  @Test
  void alert_noise_one_trouble_is_one_alert_and_one_recovery_across_restarts() {
    scene.enabled("noisy", Scene.every("10m", ""));
    for (int hour = 0; hour < 12; hour++) {
      scene.pass(Duration.ofHours(1), Duration.ofMinutes(10), () -> scene.fail("broken"));
      scene.restart();
    }
    assertThat(scene.told()).containsExactly("Job noisy is out of service");
    scene.pass(Duration.ofHours(24), Duration.ofMinutes(10), () -> scene.work("well"));
    assertThat(scene.status("noisy")).isEqualTo("on");
    assertThat(scene.told())
        .containsExactly("Job noisy is out of service", "Job noisy works again");
  }

  @Test
  void runaway_loop_a_hundred_jobs_that_are_due_at_once_take_one_look() {
    for (int job = 0; job < 100; job++) {
      scene.enabled("due-" + job, Scene.every("1h", ""));
    }
    scene.stage().pass(Duration.ofHours(1));
    assertThat(scene.stage().wake()).as("looks until nothing is due").isLessThanOrEqualTo(3);
    assertThat(scene.work("done")).isEqualTo(100);
  }

  @Test
  void runaway_loop_no_job_is_faster_than_a_second() {
    for (var period : List.of("0s", "10ms", "-1s")) {
      var refused = scene.api().put("/v1/jobs/fast", Scene.every(period, ""), "");
      assertThat(refused.status()).as(period + refused.body()).isEqualTo(400);
    }
  }

  @Test
  void runaway_loop_what_crashes_its_worker_again_and_again_is_taken_out() {
    scene.enabled("crasher", Scene.every("1h", "").replace("\"check\"", "\"again\""));
    int attempts = 0;
    for (int minute = 0; minute < 12 * 60; minute++) {
      scene.pass(MINUTE);
      // Whoever takes it up is never heard of again.
      attempts += scene.claim().size();
      if (minute % 45 == 0) {
        scene.restart();
      }
    }
    assertThat(scene.status("crasher")).isEqualTo("tripped");
    assertThat(scene.told()).containsExactly("Job crasher is out of service");
    // Three runs of three attempts, and the trials in the shadow since then.
    assertThat(attempts).isLessThanOrEqualTo(3 * 3 + 5 * 3);
  }

  @Test
  void job_edits_lost_of_many_writers_who_saw_the_same_one_saves_and_the_others_are_told()
      throws InterruptedException {
    scene.save("shared", Scene.every("1h", ""));
    var statuses = new ConcurrentLinkedQueue<Integer>();
    var threads =
        IntStream.range(1, 21)
            .mapToObj(n ->
                Thread.ofVirtual()
                    .start(() ->
                        statuses.add(
                            scene
                                .api()
                                .put("/v1/jobs/shared", Scene.every(n + "m", ""), "\"1\"")
                                .status())))
            .toList();
    for (var thread : threads) {
      thread.join();
    }
    assertThat(statuses.stream().filter(status -> status == 200)).hasSize(1);
    assertThat(statuses.stream().filter(status -> status == 412)).hasSize(19);
    var kept = scene.show("shared").at("/spec/schedule/every").asString("");
    scene.restart();
    assertThat(scene.show("shared").at("/spec/schedule/every").asString("")).isEqualTo(kept);
    assertThat(scene.show("shared").path("revision").asInt(0)).isEqualTo(2);
  }

  @Test
  void two_owners_one_output_of_many_jobs_on_one_topic_one_is_saved() throws InterruptedException {
    var statuses = new ConcurrentLinkedQueue<Integer>();
    var threads =
        IntStream.range(0, 8)
            .mapToObj(n ->
                Thread.ofVirtual()
                    .start(() ->
                        statuses.add(
                            scene
                                .api()
                                .put(
                                    "/v1/jobs/job-" + n,
                                    Scene.every("1h", "\"topic\": \"site\""),
                                    "")
                                .status())))
            .toList();
    for (var thread : threads) {
      thread.join();
    }
    assertThat(statuses.stream().filter(status -> status == 201)).hasSize(1);
    assertThat(statuses.stream().filter(status -> status == 409)).hasSize(7);
    var owner = scene.api().all("/v1/jobs").getFirst().path("job").asString("");
    var refused = scene.api().put("/v1/jobs/late", Scene.every("1h", "\"topic\": \"site\""), "");
    assertThat(refused.code()).isEqualTo("topic-taken");
    assertThat(refused.text("cause")).contains(owner);
  }

  @Test
  void run_status_wrong_what_says_error_in_prose_has_not_succeeded() {
    scene.enabled("prose", Scene.every("1h", ""));
    scene.pass(Duration.ofHours(1));
    var task = scene.claim().getFirst();
    scene.report(task, "complete", Map.of("output", Map.of("note", "ERROR: the mount is gone")));
    assertThat(scene.count("prose")).isEqualTo(Map.of("ran-failed", 1));
    assertThat(scene.messages("log")).isEmpty();
  }

  @Test
  void run_status_wrong_each_end_is_told_alike_everywhere() {
    for (var job : List.of("fine", "broken", "stopped", "late")) {
      scene.enabled(job, Scene.once("2026-11-23T10:00:00Z", ""));
    }
    scene.at("2026-11-23T10:00:00Z");
    for (var task : scene.claim()) {
      switch (Scene.job(task)) {
        case "fine" -> scene.report(task, "complete", Map.of("output", Map.of("text", "x")));
        case "broken" -> scene.report(task, "fail", Map.of("class", "broken", "message", "x"));
        case "stopped" ->
            scene.api().post("/v1/runs/" + Scene.run(task) + "/cancel", Map.of("reason", "enough"));
        default -> {}
      }
    }
    scene.pass(Duration.ofMinutes(31), MINUTE, () -> {});
    var ends = Map.of("fine", "ran", "broken", "ran-failed", "stopped", "ran-cancelled");
    ends.forEach((job, end) -> {
      var instant = scene.instants(job).getFirst();
      assertThat(instant.path("status").asString("")).isEqualTo(end);
      var run = scene.api().get("/v1/runs/" + instant.path("run").asString("")).json();
      assertThat("ran-" + run.path("status").asString(""))
          .isEqualTo(end.equals("ran") ? "ran-completed" : end);
    });
    assertThat(scene.count("late")).isEqualTo(Map.of("ran-failed", 1));
    assertThat(scene.instants("late").getFirst().toString()).contains("lease");
    assertThat(scene.api().get("/metrics").body())
        .contains("holdfast_instants_total{outcome=\"ran\"} 1.0")
        .contains("holdfast_instants_total{outcome=\"failed\"} 2.0")
        .contains("holdfast_instants_total{outcome=\"cancelled\"} 1.0");
  }

  @Test
  void mode_none_still_delivers_nothing_whatever_the_agent_says() {
    scene.enabled(
        "quiet",
        Scene.every("1h", "")
            .replace("{\"to\": \"log\", \"text\": \"{output.text}\"}", "\"none\""));
    scene.pass(Duration.ofHours(1));
    var task = scene.claim().getFirst();
    var output = Map.of("text", "send this", "to", "log", "deliver", Map.of("to", "ops"));
    scene.report(task, "complete", Map.of("output", output));
    assertThat(scene.count("quiet")).isEqualTo(Map.of("ran", 1));
    assertThat(scene.api().all("/v1/deliveries")).isEmpty();
  }

  @Test
  void preflight_missing_or_wrong_a_job_without_a_way_out_is_refused_and_sends_nothing() {
    var body =
        Scene.every("1h", "")
            .replace("\"deliver\": {\"to\": \"log\", \"text\": \"{output.text}\"},", "");
    var refused = scene.api().put("/v1/jobs/vague", body, "");
    assertThat(refused.status()).as(refused.body()).isEqualTo(400);
    assertThat(refused.body()).contains("deliver");
  }

  @Test
  void resource_leak_a_thousand_runs_leave_no_session_and_a_job_that_does_not_grow() {
    scene.enabled("often", Scene.every("1m", ""));
    scene.pass(Duration.ofMinutes(100), MINUTE, () -> scene.work("done"));
    int grown = size("often");
    scene.pass(Duration.ofMinutes(900), MINUTE, () -> scene.work("done"));
    assertThat(scene.stage().reader().counts(Kind.INSTANT)).containsEntry("ran", 1_000L);
    assertThat(scene.stage().reader().counts(Kind.SESSION)).isEmpty();
    assertThat(size("often")).isLessThan(grown + 64);
  }

  private int size(String job) {
    var id = StreamId.named(Kind.JOB, job);
    return scene.stage().reader().row(id).orElseThrow().state().length();
  }
}
