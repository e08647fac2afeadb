package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is wrong with a call about jobs is told, and changes nothing.
final class JobBadInputTest {
  private JobHouse jobs;
  private Api api;

  @BeforeEach
  void open() throws InterruptedException {
    jobs = new JobHouse();
    api = jobs.api;
  }

  @AfterEach
  void close() {
    assertThat(api.get("/v1/jobs").json().path("items").size()).isLessThan(2);
    jobs.close();
  }

  private List<String> findings(String body) {
    var refused = api.put("/v1/jobs/morning", body);
    assertThat(refused.status()).as(refused.response().body()).isEqualTo(400);
    return refused
        .json()
        .path("findings")
        .valueStream()
        .map(it -> it.path("where").asString() + ": " + it.path("what").asString())
        .toList();
  }

  @Test
  void all_mistakes_in_a_job_come_at_once() {
    assertThat(findings("{\"ownr\": 1, \"deliver\": {\"to\": \"nowhere\"}, \"reason\": 7}"))
        .anyMatch(it -> it.startsWith("ownr: is unknown"))
        .anyMatch(it -> it.startsWith("schedule: is missing"))
        .anyMatch(it -> it.startsWith("contract: is missing"))
        .anyMatch(it -> it.startsWith("deliver.to: "))
        .anyMatch(it -> it.startsWith("breaker.escalate: is missing"))
        .anyMatch(it -> it.startsWith("reason: must be a string"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"cron\": \"0 9 31 2 *\", \"zone\": \"UTC\"}",
        "{\"cron\": \"0 25 * * *\", \"zone\": \"UTC\"}",
        "{\"cron\": \"0 9 * * *\"}",
        "{\"cron\": \"0 9 * * *\", \"zone\": \"Mars/Olympus\"}",
        "{\"every\": \"0s\"}",
        "{\"every\": \"PT-5S\"}",
        "{\"every\": \"5m\", \"cron\": \"0 9 * * *\"}",
        "{\"at\": \"tomorrow\"}",
        "{}",
        "\"hourly\"",
        "[]"
      })
  void a_schedule_that_cannot_be_is_refused(String schedule) {
    var body =
        JobHouse.job("")
            .replace("{\"cron\": \"0 9 * * MON-FRI\", \"zone\": \"Europe/Berlin\"}", schedule);
    assertThat(findings(body)).isNotEmpty().allMatch(it -> it.startsWith("schedule"));
    var asked = api.post("/v1/schedules/next", "{\"schedule\": " + schedule + "}");
    assertThat(asked.status()).isEqualTo(400);
    assertThat(asked.text("/findings/0/where")).startsWith("schedule");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"at\": \"2020-06-01T09:00:00Z\"}",
        "{\"at\": \"2157-01-01T09:00:00Z\"}",
        "{\"every\": \"5m\", \"from\": \"2157-01-01T00:00:00Z\"}",
        "{\"cron\": \"30 2 ? 3 SUNL\", \"zone\": \"Europe/Berlin\", \"gap\": \"skip\"}"
      })
  void a_schedule_without_an_instant_in_the_years_that_have_numbers_is_refused(String schedule) {
    var body =
        JobHouse.job("")
            .replace("{\"cron\": \"0 9 * * MON-FRI\", \"zone\": \"Europe/Berlin\"}", schedule);
    assertThat(findings(body)).singleElement().asString().startsWith("schedule: never fires");
    var refused = api.put("/v1/jobs/morning", body);
    assertThat(List.of("code", "cause", "impact", "nextAction"))
        .allSatisfy(part -> assertThat(refused.text("/" + part)).isNotBlank());
  }

  @Test
  void a_template_of_a_million_characters_is_refused() {
    var body = JobHouse.job("").replace("It said", "x".repeat(1_000_000));
    assertThat(findings(body)).anyMatch(it -> it.contains("longer than 16384 characters"));
    assertThat(api.put("/v1/jobs/morning", body + " ".repeat(100_000)).status()).isEqualTo(413);
  }

  @Test
  void a_template_over_what_is_not_there_is_refused() {
    assertThat(findings(JobHouse.job("").replace("output.text", "input.text")))
        .anyMatch(it -> it.startsWith("deliver.text: "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-a", "%20", ".x", "a%2Fb", "a%00b"})
  void what_is_no_name_is_no_job(String id) {
    assertThat(api.put("/v1/jobs/" + id, JobHouse.job("")).status()).isIn(400, 404);
    assertThat(api.get("/v1/jobs/" + id).status()).isIn(400, 404);
  }

  @Test
  void a_name_of_65_characters_is_too_long() {
    var refused = api.put("/v1/jobs/" + "x".repeat(65), JobHouse.job(""));
    assertThat(refused.text("/findings/0/where")).isEqualTo("id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "If-Match | 1",
        "If-Match | W/\"1\"",
        "If-Match | \"0\"",
        "If-Match | \"1\", \"2\"",
        "If-Match | \"99999999999\"",
        "If-None-Match | \"1\""
      })
  void a_condition_that_is_none_is_refused(String header, String value) {
    jobs.saved("morning", JobHouse.job(""));
    var refused = api.put("/v1/jobs/morning", JobHouse.job(""), header, value);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("/findings/0/where")).isEqualTo(header);
    assertThat(api.delete("/v1/jobs/morning", header, value).status()).isEqualTo(400);
  }

  @Test
  void two_conditions_at_once_are_refused() {
    var refused =
        api.put("/v1/jobs/morning", JobHouse.job(""), "If-Match", "\"1\"", "If-None-Match", "*");
    assertThat(refused.status()).isEqualTo(400);
  }

  @Test
  void what_is_no_json_object_is_refused() {
    for (var body : new String[] {"[]", "{", "7", "{\"owner\": \"a\", \"owner\": \"b\"}"}) {
      assertThat(api.put("/v1/jobs/morning", body).text("/code")).isEqualTo("not-json");
    }
    assertThat(findings(JobHouse.job("\"input\": {\"a\": \"\\ud800\"}")))
        .anyMatch(it -> it.contains("half a surrogate pair"));
    assertThat(findings("")).isNotEmpty();
  }

  @Test
  void what_a_job_needs_not_be_told_is_refused() {
    assertThat(findings(JobHouse.job("\"input\": {\"job\": \"x\"}")))
        .anyMatch(it -> it.startsWith("input: has 'job'"));
    assertThat(findings(JobHouse.job("\"enabled\": \"yes\"")))
        .anyMatch(it -> it.startsWith("enabled: must be true or false"));
    assertThat(api.put("/v1/jobs/morning?reson=x", JobHouse.job("")).text("/findings/0/where"))
        .isEqualTo("?reson");
  }

  @Test
  void nothing_can_be_asked_of_a_job_that_is_not_there() {
    for (var verb : new String[] {"enable", "disable", "preflight", "run"}) {
      assertThat(api.post("/v1/jobs/nowhere/" + verb, "{}").status()).as(verb).isEqualTo(404);
    }
    for (var path : new String[] {"", "/instants", "/changes"}) {
      assertThat(api.get("/v1/jobs/nowhere" + path).status()).as(path).isEqualTo(404);
    }
    var time = "\"2027-01-01T00:00:00Z\"";
    assertThat(api.post("/v1/jobs/nowhere/pause", "{\"until\": " + time + "}").status())
        .isEqualTo(404);
    assertThat(
            api.post("/v1/jobs/nowhere/backfill", "{\"from\": " + time + ", \"to\": " + time + "}")
                .status())
        .isEqualTo(404);
  }

  @Test
  void wishes_that_are_malformed_are_refused() {
    jobs.saved("morning", JobHouse.job(""));
    assertMalformed("pause", "{}", "until");
    assertMalformed("pause", "{\"until\": \"soon\"}", "until");
    assertMalformed("backfill", "{\"from\": \"2026-01-01\"}", "to", "from");
    assertMalformed("enable", "{\"resaon\": \"x\"}", "resaon");
    assertMalformed("run", "{\"reason\": 7}", "reason");
    assertMalformed("disable", "{\"reason\": \"" + "x".repeat(201) + "\"}", "reason");
    assertMalformed("preflight", "{\"deep\": true}", "deep");
  }

  private void assertMalformed(String verb, String body, String... where) {
    var refused = api.post("/v1/jobs/morning/" + verb, body);
    assertThat(refused.status()).as(verb + body).isEqualTo(400);
    assertThat(refused.json().path("findings").valueStream().map(it -> it.path("where").asString()))
        .contains(where);
  }

  @Test
  void wishes_that_the_rules_refuse_say_why() throws InterruptedException {
    jobs.enabled("morning", JobHouse.job(""));
    assertRefused("pause", "{\"until\": \"2020-01-01T00:00:00Z\"}", "pause-end");
    assertRefused("pause", "{\"until\": \"2999-01-01T00:00:00Z\"}", "pause-end");
    assertRefused(
        "backfill",
        "{\"from\": \"2026-01-02T00:00:00Z\", \"to\": \"2026-01-01T00:00:00Z\"}",
        "backfill-range");
    assertRefused(
        "backfill",
        "{\"from\": \"2026-01-02T00:00:00Z\", \"to\": \"2999-01-01T00:00:00Z\"}",
        "backfill-range");
    assertRefused(
        "backfill",
        "{\"from\": \"2021-01-02T00:00:00Z\", \"to\": \"2026-01-01T00:00:00Z\"}",
        "backfill-too-long");
  }

  private void assertRefused(String verb, String body, String code) {
    var refused = api.post("/v1/jobs/morning/" + verb, body);
    assertThat(refused.status()).as(verb + body).isEqualTo(422);
    assertThat(refused.text("/code")).isEqualTo(code);
  }

  @Test
  void lists_refuse_what_they_do_not_know() {
    jobs.saved("morning", JobHouse.job(""));
    for (var path :
        new String[] {
          "/v1/jobs?limit=0",
          "/v1/jobs?owner=x",
          "/v1/jobs/morning/instants?limit=501",
          "/v1/jobs/morning/instants?cursor=%21",
          "/v1/jobs/morning/changes?limit=101",
          "/v1/jobs/morning/changes?limit=x",
          "/v1/jobs/morning/changes?cursor=1",
          "/v1/jobs/morning/changes?status=on"
        }) {
      assertThat(api.get(path).status()).as(path).isEqualTo(400);
    }
    var forged = api.get("/v1/jobs/morning/changes?cursor=zzzzzzzzzzzzz.7");
    assertThat(forged.status()).isEqualTo(200);
    assertThat(forged.json().path("items")).isEmpty();
  }

  @Test
  void a_schedule_question_has_bounds() {
    var schedule = "{\"schedule\": {\"every\": \"1s\"}, ";
    assertThat(api.post("/v1/schedules/next", schedule + "\"n\": 0}").status()).isEqualTo(400);
    assertThat(api.post("/v1/schedules/next", schedule + "\"n\": 501}").status()).isEqualTo(400);
    assertThat(api.post("/v1/schedules/next", schedule + "\"after\": \"x\"}").status())
        .isEqualTo(400);
    assertThat(api.post("/v1/schedules/next", "{}").text("/findings/0/where"))
        .isEqualTo("schedule");
    var over = api.post("/v1/schedules/next", schedule + "\"after\": \"9999-12-31T23:59:59Z\"}");
    assertThat(over.json().path("items")).isEmpty();
    var far =
        api.post("/v1/schedules/next", schedule + "\"after\": \"+999999999-01-01T00:00:00Z\"}");
    assertThat(far.status()).isIn(200, 400);
  }

  @Test
  void who_may_only_read_changes_nothing() {
    jobs.saved("morning", JobHouse.job(""));
    var secret =
        api.post("/v1/tokens", "{\"name\": \"eve\", \"role\": \"viewer\"}").text("/secret");
    var viewer = api.as(secret);
    assertThat(viewer.get("/v1/jobs/morning").status()).isEqualTo(200);
    assertThat(viewer.get("/v1/jobs/morning/changes").status()).isEqualTo(200);
    assertThat(viewer.post("/v1/schedules/next", "{\"schedule\": {\"every\": \"1m\"}}").status())
        .isEqualTo(200);
    assertThat(viewer.put("/v1/jobs/morning", "{}").status()).isEqualTo(403);
    assertThat(viewer.delete("/v1/jobs/morning").status()).isEqualTo(403);
    for (var verb : new String[] {"enable", "disable", "pause", "preflight", "run", "backfill"}) {
      assertThat(viewer.post("/v1/jobs/morning/" + verb, "{}").status()).as(verb).isEqualTo(403);
    }
    assertThat(api.as("").get("/v1/jobs").status()).isEqualTo(401);
  }
}
