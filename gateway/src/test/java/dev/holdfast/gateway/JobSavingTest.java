package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.scheduling.Preflight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A job as people and programs write it: whole, and never over another one's change.
final class JobSavingTest {
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
  void a_new_job_is_off_and_says_what_it_will_do() {
    var saved = jobs.saved("morning", JobHouse.job("\"reason\": \"wanted by ann\""));
    assertThat(saved.header("ETag")).isEqualTo("\"1\"");
    assertThat(saved.header("Location")).isEqualTo("/v1/jobs/morning");
    var job = api.get("/v1/jobs/morning");
    assertThat(job.text("/status")).isEqualTo("off");
    assertThat(job.text("/words")).isEqualTo("every weekday at 09:00 in Berlin");
    assertThat(job.text("/delivers")).isEqualTo("status to ops");
    assertThat(job.text("/author/reason")).isEqualTo("wanted by ann");
    assertThat(job.text("/author/source")).isEqualTo("api");
    assertThat(job.text("/preflight/status")).isEqualTo("none");
    assertThat(job.text("/breaker/status")).isEqualTo("closed");
    assertThat(job.json().path("fence").asLong()).isEqualTo(1);
    assertThat(job.json().has("next")).isFalse();
  }

  @Test
  void what_is_read_can_be_saved_again_and_changes_nothing() {
    jobs.saved(
        "full",
        JobHouse.job(
            "\"topic\": \"site\", \"input\": {\"url\": \"x\", \"n\": [1, 2.50]}, \"overlap\":"
                + " \"queue-one\", \"missed\": {\"policy\": \"run-latest\", \"window\": \"10m\"},"
                + " \"jitter\": \"90s\", \"until\": \"2030-01-01T00:00:00+01:00\", \"maxRuns\":"
                + " 7"));
    var spec = api.get("/v1/jobs/full").json().path("spec");
    var again = api.put("/v1/jobs/full", spec.toString(), "If-Match", "\"1\"");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.header("ETag")).isEqualTo("\"1\"");
    assertThat(again.json().path("spec")).isEqualTo(spec);
  }

  @Test
  void a_job_without_delivery_and_one_that_runs_once_can_be_read_and_saved_again() {
    var once =
        JobHouse.every("5m")
            .replace("{\"every\": \"5m\"}", "{\"at\": \"2030-01-01T09:00:00+01:00\"}")
            .replace("{\"to\": \"ops\", \"text\": \"It said {output.text}\"}", "\"none\"");
    var spec = jobs.saved("once", once).json().path("spec");
    assertThat(spec.path("deliver").asString()).isEqualTo("none");
    assertThat(spec.at("/schedule/at").asString()).isEqualTo("2030-01-01T09:00:00+01:00");
    assertThat(api.put("/v1/jobs/once", spec.toString(), "If-Match", "\"1\"").header("ETag"))
        .isEqualTo("\"1\"");
  }

  @Test
  void nobody_changes_a_job_without_saying_which_one_was_seen() {
    jobs.saved("morning", JobHouse.job(""));
    var blind = api.put("/v1/jobs/morning", JobHouse.job("\"maxRuns\": 3"));
    assertThat(blind.status()).isEqualTo(428);
    assertThat(blind.text("/code")).isEqualTo("precondition-required");
    assertThat(blind.text("/nextAction")).contains("If-Match: \"1\"");
    assertThat(blind.header("ETag")).isEqualTo("\"1\"");
    assertThat(api.delete("/v1/jobs/morning").status()).isEqualTo(428);
    var second = api.put("/v1/jobs/morning", JobHouse.job("\"maxRuns\": 3"), "If-None-Match", "*");
    assertThat(second.status()).isEqualTo(412);
  }

  @Test
  void of_two_who_read_the_same_only_the_first_one_saves() {
    jobs.saved("morning", JobHouse.job(""));
    var first = api.put("/v1/jobs/morning", JobHouse.job("\"maxRuns\": 3"), "If-Match", "\"1\"");
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.header("ETag")).isEqualTo("\"2\"");
    var late = api.put("/v1/jobs/morning", JobHouse.job("\"maxRuns\": 4"), "If-Match", "\"1\"");
    assertThat(late.status()).isEqualTo(412);
    assertThat(late.text("/code")).isEqualTo("changed-meanwhile");
    assertThat(late.text("/cause")).contains("its revision is 2");
    assertThat(late.header("ETag")).isEqualTo("\"2\"");
    assertThat(api.get("/v1/jobs/morning").json().at("/spec/maxRuns").asInt()).isEqualTo(3);
    assertThat(api.delete("/v1/jobs/morning", "If-Match", "\"1\"").status()).isEqualTo(412);
  }

  @Test
  void a_job_that_is_not_there_has_no_revision_to_match() {
    for (var tag : new String[] {"\"1\"", "*"}) {
      var refused = api.put("/v1/jobs/nowhere", JobHouse.job(""), "If-Match", tag);
      assertThat(refused.status()).isEqualTo(412);
      assertThat(refused.text("/nextAction")).contains("without If-Match");
    }
    assertThat(api.put("/v1/jobs/x", JobHouse.job(""), "If-None-Match", "*").status())
        .isEqualTo(201);
  }

  @Test
  void a_topic_has_one_owner_until_it_is_handed_over() {
    jobs.saved("old", JobHouse.job("\"topic\": \"site\""));
    var refused = api.put("/v1/jobs/new", JobHouse.job("\"topic\": \"site\""));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("/code")).isEqualTo("topic-taken");
    assertThat(refused.text("/cause")).contains("belongs to job 'old'");
    assertThat(api.get("/v1/jobs/new").status()).isEqualTo(404);
    var taken = api.put("/v1/jobs/new?takeOver=old", JobHouse.job("\"topic\": \"site\""));
    assertThat(taken.status()).isEqualTo(201);
    assertThat(taken.json().path("fence").asLong()).isEqualTo(2);
    var before = api.get("/v1/jobs/old");
    assertThat(before.json().path("fence").asLong()).isZero();
    assertThat(before.text("/reason")).isEqualTo("its topic was handed to new");
    assertThat(api.post("/v1/jobs/old/enable", "{}").text("/code")).isEqualTo("topic-lost");
  }

  @Test
  void a_removed_job_is_gone_but_not_forgotten() {
    jobs.saved("morning", JobHouse.job(""));
    var removed = api.delete("/v1/jobs/morning?reason=unused", "If-Match", "\"1\"");
    assertThat(removed.status()).isEqualTo(200);
    assertThat(removed.text("/status")).isEqualTo("removed");
    assertThat(api.get("/v1/jobs/morning").status()).isEqualTo(404);
    assertThat(api.delete("/v1/jobs/morning").status()).isEqualTo(404);
    assertThat(api.get("/v1/jobs").json().path("items")).isEmpty();
    assertThat(api.get("/v1/jobs?status=removed").text("/items/0/job")).isEqualTo("morning");
    assertThat(api.get("/v1/jobs/morning/changes").text("/items/0/reason")).isEqualTo("unused");
    assertThat(api.get("/v1/jobs/morning/instants").status()).isEqualTo(200);
    var again = api.put("/v1/jobs/morning", JobHouse.job(""));
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.header("ETag")).isEqualTo("\"3\"");
  }

  @Test
  void jobs_are_listed_by_name_page_by_page() {
    for (var id : List.of("report", "alarm", "watch", "Morning")) {
      jobs.saved(id, JobHouse.job(""));
    }
    var first = api.get("/v1/jobs?limit=3").json();
    assertThat(first.path("items").findValuesAsString("job"))
        .containsExactly("Morning", "alarm", "report");
    var next = first.path("nextCursor").asString();
    var second = api.get("/v1/jobs?limit=3&cursor=" + next).json();
    assertThat(second.path("items").findValuesAsString("job")).containsExactly("watch");
    assertThat(second.path("nextCursor").isNull()).isTrue();
    assertThat(api.get("/v1/jobs?cursor=%27").status()).isEqualTo(400);
  }

  @Test
  void jobs_are_listed_by_status() {
    jobs.saved("one", JobHouse.job(""));
    jobs.saved("two", JobHouse.job(""));
    api.post("/v1/jobs/two/enable", "{}");
    assertThat(api.get("/v1/jobs").json().path("items")).hasSize(2);
    var enabling = api.get("/v1/jobs?status=enabling").json().path("items");
    assertThat(enabling).hasSize(1);
    assertThat(enabling.at("/0/job").asString()).isEqualTo("two");
  }

  @Test
  void every_change_is_told_with_its_author_reason_and_difference() {
    jobs.saved("morning", JobHouse.job("\"reason\": \"wanted\""));
    var changed =
        JobHouse.job("\"maxRuns\": 3, \"reason\": \"too often\"")
            .replace("It said {output.text}", "{output.text}!");
    api.put("/v1/jobs/morning", changed, "If-Match", "\"1\"");
    api.post("/v1/jobs/morning/enable", "{\"reason\": \"go\"}");
    var items = api.get("/v1/jobs/morning/changes").json().path("items");
    assertThat(items.valueStream().map(it -> it.path("what").asString()))
        .containsExactly("enable-asked", "saved", "saved");
    assertThat(items.at("/0/reason").asString()).isEqualTo("go");
    assertThat(items.at("/1/reason").asString()).isEqualTo("too often");
    assertThat(items.at("/1/by").asString()).isEqualTo(items.at("/1/author").asString());
    assertThat(differences(items.path(1)))
        .isEqualTo(
            Map.of(
                "deliver.text", "\"It said {output.text}\" → \"{output.text}!\"",
                "maxRuns", " → 3"));
    assertThat(differences(items.path(2))).containsKeys("owner", "schedule.cron", "contract");
  }

  private static Map<String, String> differences(JsonNode item) {
    var differences = new java.util.TreeMap<String, String>();
    for (var one : item.path("diff")) {
      differences.put(one.path("key").asString(), one.path("before") + " → " + one.path("after"));
    }
    return differences;
  }

  @Test
  void changes_come_page_by_page() {
    jobs.saved("morning", JobHouse.job(""));
    for (int i = 1; i <= 4; i++) {
      api.put("/v1/jobs/morning", JobHouse.job("\"maxRuns\": " + i), "If-Match", "\"" + i + "\"");
    }
    var first = api.get("/v1/jobs/morning/changes?limit=3");
    assertThat(first.json().at("/items/0/revision").asInt()).isEqualTo(5);
    var rest = api.get("/v1/jobs/morning/changes?cursor=" + first.text("/nextCursor"));
    assertThat(rest.json().path("items").valueStream().map(it -> it.path("revision").asInt()))
        .containsExactly(2, 1);
    assertThat(rest.json().path("nextCursor").isNull()).isTrue();
  }

  @Test
  void a_change_is_compared_with_the_one_before_however_much_lies_between()
      throws InterruptedException {
    jobs.saved("morning", JobHouse.job(""));
    for (int i = 0; i < 400; i++) {
      api.post("/v1/jobs/morning/preflight", "{}");
      jobs.preflight("morning", new Preflight.Part("destination", true, "seen", ""));
    }
    api.put("/v1/jobs/morning", JobHouse.job("\"maxRuns\": 3"), "If-Match", "\"1\"");
    var items = new ArrayList<JsonNode>();
    int pages = 0;
    var cursor = "";
    do {
      var page = api.get("/v1/jobs/morning/changes" + cursor);
      page.json().path("items").forEach(items::add);
      cursor = "?cursor=" + page.text("/nextCursor");
      pages++;
    } while (!cursor.equals("?cursor="));
    assertThat(pages).isGreaterThan(3);
    assertThat(items).extracting(it -> it.path("revision").asInt()).containsExactly(2, 1);
    assertThat(differences(items.getFirst())).isEqualTo(Map.of("maxRuns", " → 3"));
  }

  @Test
  void a_job_is_enabled_with_its_saving_where_that_is_wished() {
    assertThat(jobs.saved("on", JobHouse.job("\"enabled\": true")).text("/status"))
        .isEqualTo("enabling");
    var off = api.put("/v1/jobs/on", JobHouse.job("\"enabled\": false"), "If-Match", "\"1\"");
    assertThat(off.text("/status")).isEqualTo("off");
  }
}
