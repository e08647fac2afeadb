package dev.holdfast.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.ledger.SealedEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Repairs that break something else, where jobs are concerned: each test looks at both sides of
/// one such pair, on a real store and API, whose clock is set by hand.
final class JobPairsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private Scene scene;

  @BeforeEach
  void open() {
    scene = Scene.open("job-pairs", "2026-11-23T09:00:00Z");
  }

  @AfterEach
  void close() {
    scene.close();
  }

  /// Missed runs ↔ double fire, storms, an early use of a later slot, a restart loop.
  @Test
  void what_was_missed_is_caught_up_with_and_nothing_runs_twice_early_or_all_at_once() {
    scene.enabled("all", Scene.every("10m", Scene.missed("run-all", "1h")));
    scene.enabled("latest", Scene.every("10m", Scene.missed("run-latest", "1h")));
    scene.restartAfter(Duration.ofHours(2).plusMinutes(5));
    int runs = 0;
    for (int restart = 0; restart < 20; restart++) {
      var tasks = scene.claim();
      assertThat(tasks).as("at once").hasSizeLessThanOrEqualTo(2);
      for (var task : tasks) {
        scene.report(task, "complete", Map.of("output", Map.of("text", "caught up")));
        runs++;
      }
      scene.restart();
    }
    assertThat(runs).isEqualTo(6 + 1);
    assertThat(scene.count("all")).isEqualTo(Map.of("missed", 6, "ran", 6));
    assertThat(scene.count("latest")).isEqualTo(Map.of("skipped", 11, "ran", 1));
    for (var job : List.of("all", "latest")) {
      assertThat(scene.instants(job))
          .filteredOn(instant -> instant.has("startedAt"))
          .allSatisfy(instant ->
              assertThat(Instant.parse(instant.path("startedAt").asString("")))
                  .isAfterOrEqualTo(Instant.parse(instant.path("nominal").asString(""))));
    }
    scene.at("2026-11-23T11:10:00Z");
    assertThat(scene.work("on time")).as("the next slot is still there").isEqualTo(2);
  }

  /// At most once by moving the cursor first ↔ a lost occurrence.
  @Test
  void the_cursor_moves_in_the_entry_that_holds_the_moment_and_its_run() {
    scene.enabled("watch", Scene.every("1m", "\"overlap\": \"queue-one\""));
    scene.pass(Duration.ofMinutes(3), MINUTE, () -> {});
    scene.work("done");
    scene.pass(Duration.ofMinutes(20));
    scene.work("done");
    long fired = 0;
    for (var entry : scene.stage().reader().entries(0, 500)) {
      fired += count(entry, "job.fired");
      assertThat(count(entry, "job.fired") + count(entry, "job.queued"))
          .as("moments in one entry: %s", entry.body())
          .isEqualTo(
              count(entry, "instant.started")
                  + count(entry, "instant.waited")
                  + count(entry, "instant.begun"));
      assertThat(count(entry, "run.opened"))
          .isEqualTo(count(entry, "instant.started") + count(entry, "instant.begun"));
      assertThat(count(entry, "instant.recorded")).isEqualTo(count(entry, "job.lapsed"));
    }
    assertThat(fired).isEqualTo(scene.count("watch").get("ran").longValue());
  }

  private static long count(SealedEntry entry, String fact) {
    return entry.body().split("\"" + fact + "\"", -1).length - 1L;
  }

  /// Stuck runs ↔ re-dispatch with duplicate effects; waiting judged as a stall.
  @Test
  void a_stuck_run_is_fenced_and_replaced_and_one_that_waits_is_left_alone() {
    scene.enabled("stuck", Scene.every("30m", "").replace("\"check\"", "\"again\""));
    scene.enabled("waits", Scene.every("10m", "\"overlap\": \"queue-one\""));
    scene.pass(Duration.ofMinutes(10));
    var waits = scene.claim().getFirst();
    scene.pass(Duration.ofMinutes(20), Duration.ofSeconds(20), () -> alive(waits));
    var stuck = scene.claim().getFirst();
    assertThat(scene.count("waits")).isEqualTo(Map.of("waiting", 1, "running", 1, "skipped", 1));
    scene.pass(MINUTE, Duration.ofSeconds(20), () -> alive(waits));
    var second = scene.claim().stream().filter(task -> Scene.job(task).equals("stuck")).findAny();
    assertThat(second).isPresent();
    assertThat(done(stuck).status()).as("the one that was replaced").isEqualTo(409);
    assertThat(done(second.get()).status()).isEqualTo(200);
    assertThat(scene.count("stuck")).isEqualTo(Map.of("ran", 1));
    assertThat(scene.messages("log").stream().filter(it -> it.toString().contains("stuck")))
        .hasSize(1);
    assertThat(scene.count("waits")).as("not failed for having waited").containsEntry("running", 1);
  }

  private void alive(JsonNode task) {
    scene.report(task, "heartbeat", Map.of());
  }

  private Api.Reply done(JsonNode task) {
    return scene.report(task, "complete", Map.of("output", Map.of("text", "done")));
  }

  /// Stalls, by activity ↔ keep-alives hide a hang; slow thinking is killed.
  @Test
  void keep_alives_do_not_hide_a_hang_and_slow_work_is_let_finish() {
    scene.enabled("hangs", Scene.once("2026-11-23T09:10:00Z", ""));
    scene.enabled("thinks", Scene.once("2026-11-23T09:10:00Z", ""));
    scene.at("2026-11-23T09:10:00Z");
    var tasks = scene.claim();
    scene.pass(Duration.ofMinutes(29), Duration.ofSeconds(20), () -> tasks.forEach(this::alive));
    var thinks = tasks.stream().filter(task -> Scene.job(task).equals("thinks")).toList();
    assertThat(done(thinks.getFirst()).status()).isEqualTo(200);
    scene.pass(Duration.ofMinutes(2), Duration.ofSeconds(20), () -> tasks.forEach(this::alive));
    assertThat(scene.count("thinks")).isEqualTo(Map.of("ran", 1));
    assertThat(scene.count("hangs")).isEqualTo(Map.of("ran-failed", 1));
  }

  /// Self-repair ↔ the same useless repair for ever.
  @Test
  void a_trial_brings_back_what_is_mended_and_what_never_is_is_given_up() {
    scene.enabled("mended", Scene.every("1h", ""));
    scene.enabled("hopeless", Scene.every("1h", ""));
    int[] attempts = {0};
    scene.pass(Duration.ofDays(12), Duration.ofHours(1), () -> attempts[0] += step());
    assertThat(scene.status("mended")).isEqualTo("on");
    assertThat(scene.status("hopeless")).isEqualTo("off");
    assertThat(attempts[0]).as("work that was tried and failed").isEqualTo(3 + 3 + 10);
    scene.restart();
    scene.pass(Duration.ofDays(3), Duration.ofHours(1), () -> attempts[0] += step());
    assertThat(attempts[0]).as("no further repair").isEqualTo(3 + 3 + 10);
    assertThat(scene.told())
        .containsExactly(
            "Job hopeless is out of service",
            "Job hopeless was disabled",
            "Job mended is out of service",
            "Job mended works again");
  }

  /// Fails what is hopeless, and what is to be mended until it is out of service.
  private int step() {
    int failed = 0;
    for (var task : scene.claim()) {
      if (Scene.job(task).equals("mended") && scene.status("mended").equals("tripped")) {
        done(task);
      } else if (Scene.job(task).equals("mended") && scene.count("mended").containsKey("ran")) {
        done(task);
      } else {
        scene.report(task, "fail", Map.of("class", "broken", "message", "no"));
        failed++;
      }
    }
    return failed;
  }

  /// Newest wins ↔ a finished earlier message is cancelled.
  @Test
  void the_newest_takes_the_place_of_a_run_and_not_of_what_was_finished() {
    scene.enabled("newest", Scene.every("1m", "\"overlap\": \"cancel-running\""));
    scene.pass(MINUTE);
    scene.work("finished");
    scene.pass(MINUTE.plusSeconds(40));
    var superseded = scene.claim().getFirst();
    scene.pass(Duration.ofSeconds(20));
    assertThat(done(superseded).status()).isEqualTo(409);
    scene.work("newest");
    assertThat(scene.count("newest")).isEqualTo(Map.of("ran", 2, "ran-cancelled", 1));
    assertThat(scene.messages("log"))
        .extracting(message -> message.path("text").asString(""))
        .containsExactly("finished", "newest");
  }
}
