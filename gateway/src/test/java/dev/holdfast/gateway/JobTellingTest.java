package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What people are told of a job beside its state: how its instants went, and why somebody did
/// something with it.
final class JobTellingTest {
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
  void the_list_has_the_marks_of_every_job() throws InterruptedException {
    jobs.enabled("morning", JobHouse.job(""));
    jobs.enabled("noon", JobHouse.job(""));
    jobs.saved("night", JobHouse.job(""));
    var failed = api.post("/v1/jobs/morning/run", "{}").text("/nominal");
    jobs.fail();
    var running = api.post("/v1/jobs/noon/run", "{}").text("/nominal");
    var items = api.get("/v1/jobs").json().path("items");
    assertThat(items.valueStream().map(it -> it.path("job").asString()))
        .containsExactly("morning", "night", "noon");
    assertMark(items.at("/0/marks/0"), "ran-failed", failed);
    assertThat(items.at("/1/marks").isArray()).isTrue();
    assertThat(items.at("/1/marks")).isEmpty();
    assertMark(items.at("/2/marks/0"), "running", running);
    jobs.complete("done");
  }

  private static void assertMark(JsonNode mark, String status, String nominal) {
    assertThat(mark.path("status").asString()).isEqualTo(status);
    assertThat(mark.path("nominal").asString()).isEqualTo(nominal);
    assertThat(mark.has("count")).isFalse();
  }

  @Test
  void whoever_ran_resumed_or_enabled_a_job_is_told_with_the_reason() throws InterruptedException {
    jobs.enabled("morning", JobHouse.job(""));
    var nominal = api.post("/v1/jobs/morning/run", "{\"reason\": \"to see it\"}").text("/nominal");
    jobs.complete("seen");
    var until = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(1, ChronoUnit.HOURS);
    api.post("/v1/jobs/morning/pause", "{\"reason\": \"away\", \"until\": \"" + until + "\"}");
    api.post("/v1/jobs/morning/enable", "{\"reason\": \"back again\"}");
    api.post("/v1/jobs/morning/disable", "{\"reason\": \"no more\"}");
    api.post("/v1/jobs/morning/enable", "{\"reason\": \"once more\"}");
    var told =
        api.get("/v1/jobs/morning/changes").json().path("items").valueStream().limit(5).toList();
    assertThat(told)
        .extracting(it -> it.path("what").asString() + ": " + it.path("reason").asString())
        .containsExactly(
            "enabled: once more",
            "disabled: no more",
            "resumed: back again",
            "paused: away",
            "run-by-hand: to see it");
    assertThat(told).allMatch(it -> it.path("by").asString().equals("first-admin"));
    assertThat(told).allMatch(it -> it.has("at"));
    assertThat(told.getLast().path("nominal").asString()).isEqualTo(nominal);
  }
}
