package dev.holdfast.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What breaks in the field when runs meet, hang or are the only one (docs/field-failures.md), on a
/// real store and API, whose clock is set by hand. Each test begins with the name of its class;
/// behind each of them the books balance and the record verifies.
final class TurnFailuresTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private Scene scene;

  @BeforeEach
  void open() {
    scene = Scene.open("turn-failures", "2026-11-23T09:00:00Z");
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void overlap_a_run_of_ten_periods_gives_the_documented_counts() {
    for (var overlap : List.of("skip", "queue-one", "cancel-running")) {
      scene.enabled(overlap, Scene.every("1m", "\"overlap\": \"" + overlap + "\""));
    }
    scene.enabled("all", Scene.every("1m", Scene.missed("run-all", "1h")));
    scene.pass(Duration.ofMinutes(10), MINUTE, () -> {});
    assertThat(scene.count("skip")).isEqualTo(Map.of("running", 1, "skipped", 9));
    assertThat(scene.count("queue-one"))
        .isEqualTo(Map.of("running", 1, "waiting", 1, "skipped", 8));
    assertThat(scene.count("cancel-running")).isEqualTo(Map.of("running", 1, "ran-cancelled", 9));
    assertThat(scene.count("all")).isEqualTo(Map.of("running", 1));
    scene.work("done");
    assertThat(scene.count("skip")).isEqualTo(Map.of("ran", 1, "skipped", 9));
    assertThat(scene.count("queue-one")).isEqualTo(Map.of("ran", 2, "skipped", 8));
    assertThat(scene.count("cancel-running")).isEqualTo(Map.of("ran", 1, "ran-cancelled", 9));
    assertThat(scene.count("all")).isEqualTo(Map.of("ran", 10));
    assertThat(scene.told()).isEmpty();
  }

  @Test
  void overlap_a_run_by_hand_a_backfill_and_a_retry_never_go_side_by_side() {
    scene.enabled("one", Scene.every("1m", "").replace("\"check\"", "\"again\""));
    scene.pass(MINUTE);
    assertThat(scene.tell("one", "run", Map.of("reason", "now")).code()).isEqualTo("still-running");
    var range =
        Map.<String, Object>of("from", "2026-11-23T08:00:00Z", "to", "2026-11-23T08:30:00Z");
    assertThat(scene.tell("one", "backfill", range).status()).isEqualTo(200);
    var lost = scene.claim();
    assertThat(lost).hasSize(1);
    scene.pass(Duration.ofMinutes(2), MINUTE, () -> {});
    var retried = scene.claim();
    assertThat(retried).as("the attempt whose worker is gone, once more").hasSize(1);
    assertThat(scene.report(lost.getFirst(), "complete", text("late")).status()).isEqualTo(409);
    scene.report(retried.getFirst(), "complete", text("done"));
    assertThat(scene.claim()).as("the backfill, one after the other").hasSize(1);
  }

  private static Map<String, Object> text(String text) {
    return Map.of("output", Map.of("text", text));
  }

  @Test
  void one_shot_lifecycle_wrong_each_end_is_the_end_and_stays_visible() {
    for (var job : List.of("well", "badly", "stopped", "skipped")) {
      scene.enabled(job, Scene.once("2026-11-23T09:10:00Z", ""));
    }
    scene.enabled("unseen", Scene.once("2026-11-23T10:30:00Z", ""));
    var pause = Map.<String, Object>of("reason", "away", "until", "2026-11-23T09:30:00Z");
    assertThat(scene.tell("skipped", "pause", pause).status()).isEqualTo(200);
    scene.at("2026-11-23T09:10:00Z");
    scene.claim().forEach(this::end);
    scene.at("2026-11-23T09:31:00Z");
    scene.restartAfter(Duration.ofHours(5));
    scene.restart();
    assertThat(scene.claim()).isEmpty();
    var ends =
        Map.of(
            "well", "ran",
            "badly", "ran-failed",
            "stopped", "ran-cancelled",
            "skipped", "skipped",
            "unseen", "missed");
    ends.forEach((job, end) -> {
      assertThat(scene.count(job)).as(job).isEqualTo(Map.of(end, 1));
      assertThat(scene.status(job)).as(job).isEqualTo("over");
      assertThat(scene.show(job).has("next")).as(job).isFalse();
    });
    assertThat(scene.stage().reader().earliestDue(dev.holdfast.core.Kind.JOB)).isEmpty();
  }

  private void end(JsonNode task) {
    switch (Scene.job(task)) {
      case "well" -> scene.report(task, "complete", text("done"));
      case "badly" -> scene.report(task, "fail", Map.of("class", "broken", "message", "no"));
      default -> {
        var run = Scene.run(task);
        scene.api().post("/v1/runs/" + run + "/cancel", Map.of("reason", "enough"));
      }
    }
  }

  @Test
  void one_shot_lifecycle_wrong_what_was_interrupted_is_taken_up_again_and_runs_once() {
    scene.enabled("once", Scene.once("2026-11-23T09:10:00Z", "").replace("\"check\"", "\"again\""));
    scene.at("2026-11-23T09:10:00Z");
    assertThat(scene.claim()).hasSize(1);
    scene.restartAfter(Duration.ofMinutes(2));
    scene.pass(MINUTE);
    assertThat(scene.work("done")).isEqualTo(1);
    assertThat(scene.count("once")).isEqualTo(Map.of("ran", 1));
    assertThat(scene.messages("log")).hasSize(1);
  }

  @Test
  void one_shot_lifecycle_wrong_what_is_saved_enabled_is_read_back_so_and_fires() {
    scene.save("on", Scene.once("2026-11-23T09:10:00Z", "\"enabled\": true"));
    assertThat(scene.status("on")).isEqualTo("enabling");
    scene.stage().preflight("on");
    assertThat(scene.status("on")).isEqualTo("on");
    scene.at("2026-11-23T09:10:00Z");
    assertThat(scene.work("done")).isEqualTo(1);
  }

  @Test
  void one_shot_lifecycle_wrong_a_hundred_one_after_the_other_all_fire() {
    for (int link = 0; link < 100; link++) {
      var at = scene.now().plusSeconds(90);
      scene.enabled("link-" + link, Scene.once(at.toString(), ""));
      scene.pass(Duration.ofSeconds(90));
      assertThat(scene.work("done")).as("link " + link).isEqualTo(1);
    }
  }

  @Test
  void scheduler_stall_a_timekeeper_that_stands_still_is_seen_and_nothing_fires_twice_after_it() {
    scene.enabled("minutely", Scene.every("1m", Scene.missed("run-all", "1h")));
    scene.pass(MINUTE);
    scene.work("done");
    assertThat(scheduler().path("status").asString("")).isEqualTo("ok");
    scene.stage().pass(Duration.ofSeconds(90));
    assertThat(scheduler().path("status").asString("")).isEqualTo("degraded");
    scene.stage().pass(Duration.ofMinutes(5));
    var ready = scene.api().get("/readyz");
    assertThat(ready.status()).isEqualTo(503);
    assertThat(scheduler().path("status").asString("")).isEqualTo("failing");
    assertThat(scheduler().path("heartbeatAgeMillis").asLong(0)).isEqualTo(390_000);
    assertThat(scheduler().path("lagMillis").asLong(0)).isEqualTo(330_000);
    assertThat(scene.tell("minutely", "run", Map.of("reason", "by hand")).status()).isEqualTo(202);
    scene.work("by hand");
    scene.stage().wake();
    scene.work("caught up");
    assertThat(scene.count("minutely")).isEqualTo(Map.of("ran", 8));
    assertThat(scheduler().path("status").asString("")).isEqualTo("ok");
  }

  private JsonNode scheduler() {
    return scene
        .api()
        .get("/readyz")
        .json()
        .path("parts")
        .valueStream()
        .filter(part -> part.path("part").asString("").equals("scheduler"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void delegation_timeout_not_enforced_a_run_that_keeps_saying_it_lives_ends_at_its_deadline() {
    scene.enabled("hanging", Scene.every("1h", ""));
    scene.pass(Duration.ofHours(1));
    var hanging = scene.claim().getFirst();
    scene.pass(
        Duration.ofMinutes(31),
        Duration.ofSeconds(20),
        () -> scene.report(hanging, "heartbeat", Map.of()));
    assertThat(scene.count("hanging")).isEqualTo(Map.of("ran-failed", 1));
    assertThat(scene.report(hanging, "complete", text("late")).status()).isEqualTo(409);
    scene.pass(Duration.ofMinutes(29));
    assertThat(scene.work("done")).as("the place is free again").isEqualTo(1);
  }

  @Test
  void delegation_timeout_not_enforced_a_run_that_nobody_takes_up_ends_and_says_so() {
    scene.enabled("waiting", Scene.every("3h", ""));
    scene.pass(Duration.ofHours(3));
    scene.pass(Duration.ofMinutes(61), MINUTE, () -> {});
    assertThat(scene.count("waiting")).isEqualTo(Map.of("ran-failed", 1));
    assertThat(scene.instants("waiting").getFirst().toString()).contains("taken up");
  }
}
