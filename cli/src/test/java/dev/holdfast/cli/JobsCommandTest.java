package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JobsCommandTest {
  private static final String JOB =
      """
      {"job":"watch","status":"%s","revision":3,"topic":"site","owner":"ops","contract":"check","delivers":"status to ops",
       "words":"every weekday at 09:00 in Berlin","next":{"at":"2099-11-23T08:00:00Z","local":"2099-11-23T09:00+01:00"},
       "spec":{"schedule":{"cron":"0 9 * * MON-FRI","zone":"Europe/Berlin"},"runbook":"site-down","breaker":{"failures":3}},
       "author":{"name":"ann","reason":"less often","source":"api","at":"2099-11-01T08:00:00Z"},
       "preflight":{"status":"%s","holds":true,"at":"2099-11-20T07:00:00Z","expiresAt":"2099-11-21T07:00:00Z","parts":[
         {"name":"contract","passed":true,"evidence":"complete"},
         {"name":"destination","passed":%s,"evidence":"it is full","nextAction":"empty it"}]},
       "breaker":{"status":"closed","failures":1,"recentFailures":2,"recent":20,"trips":0},
       "lastRun":{"status":"ran","nominal":"2099-11-20T08:00:00Z","run":"run_3k"},
       "lastDelivery":{"status":"delivered","deliveredAt":"2099-11-20T08:00:02Z","receipt":"ops.jsonl:12"}}
      """;
  private static final String STALE =
      """
      {"code":"changed-meanwhile","cause":"The job was changed meanwhile: its revision is 4.",\
      "impact":"Your change was not saved, and nothing was lost.","nextAction":"Read it again."}\
      """;

  @TempDir private Path folder;
  private Terminal terminal;

  @BeforeEach
  void start() throws IOException {
    terminal = new Terminal(folder);
  }

  @AfterEach
  void stop() {
    terminal.close();
  }

  private static String job(String status) {
    return JOB.formatted(status, "passed", true);
  }

  @Test
  void a_job_is_explained_in_words_with_its_last_instants_as_a_line() {
    terminal
        .server
        .on("GET /v1/jobs/watch", 200, job("on"))
        .on(
            "GET /v1/jobs/watch/instants?limit=30",
            200,
            "{\"items\":[{\"status\":\"ran\"},{\"status\":\"missed\",\"count\":2},{\"status\":\"ran\"}]}");
    assertThat(terminal.ask("jobs", "show", "watch")).isZero();
    assertThat(terminal.out.toString().lines())
        .contains(
            "watch  ✓ on  revision 3",
            "  every weekday at 09:00 in Berlin; next Mon 23 Nov 2099 09:00",
            "  last ran Fri 20 Nov 2099 09:00 (ran), delivered Fri 20 Nov 2099 09:00:02 (receipt"
                + " ops.jsonl:12)",
            "  contract check, delivers status to ops",
            "  topic site, owner ops, runbook site-down",
            "  saved Sun 1 Nov 2099 09:00 by ann (api): less often",
            "  RMMR",
            "  R ran  M missed  (the newest is on the right)",
            "preflight: passed Fri 20 Nov 2099 08:00, holds until Sat 21 Nov 2099 08:00",
            "  ✓ contract: complete",
            "breaker:   closed, 1 failures in a row (3 trip it), 2 of the last 20 runs failed");
  }

  @Test
  void nothing_is_drawn_in_json() {
    terminal.server.on("GET /v1/jobs/watch", 200, job("on"));
    assertThat(terminal.ask("jobs", "show", "watch", "--json")).isZero();
    assertThat(terminal.out.toString()).isEqualTo(job("on") + "\n");
    assertThat(terminal.server.seen).hasSize(1);
  }

  @Test
  void a_tripped_job_says_why_and_what_next() {
    var tripped =
        job("tripped")
            .replace(
                "\"topic\":",
                "\"diagnostic\":{\"cause\":\"It keeps failing.\",\"impact\":\"No instant is"
                    + " run.\",\"nextAction\":\"Mend"
                    + " it.\"},\"trialAt\":\"2099-11-20T09:30:00Z\",\"topic\":");
    terminal
        .server
        .on("GET /v1/jobs/watch", 200, tripped)
        .on("GET /v1/jobs/watch/instants?limit=30", 200, "{\"items\":[]}");
    assertThat(terminal.ask("jobs", "show", "watch")).isZero();
    assertThat(terminal.out.toString())
        .contains("✗ tripped", "It keeps failing.", "next:   Mend it.")
        .contains("tried again, unseen by anybody, Fri 20 Nov 2099 10:30");
  }

  @Test
  void enabling_shows_the_preflight_and_what_to_do_about_it() {
    terminal.server.on("POST /v1/jobs/watch/enable", 200, JOB.formatted("off", "failed", false));
    assertThat(terminal.ask("jobs", "enable", "watch", "--reason", "go")).isEqualTo(1);
    assertThat(terminal.out.toString())
        .contains("  ✗ destination: it is full", "    next: empty it");
    assertThat(terminal.server.seen.getFirst()).contains("{\"reason\":\"go\"}");
    terminal.server.on("POST /v1/jobs/watch/enable", 200, job("on"));
    assertThat(terminal.ask("jobs", "enable", "watch")).isZero();
    terminal.server.on("POST /v1/jobs/watch/preflight", 200, JOB.formatted("on", "failed", false));
    assertThat(terminal.ask("jobs", "preflight", "watch")).isEqualTo(1);
  }

  @Test
  void a_job_that_is_there_is_saved_under_the_revision_that_it_has() throws IOException {
    Files.writeString(folder.resolve("watch.json"), "{\"owner\": \"ops\"}");
    terminal
        .server
        .on("GET /v1/jobs/watch", 200, job("on"))
        .on("PUT /v1/jobs/watch?reason=less%20often&takeOver=old", 200, job("on"));
    assertThat(
            terminal.ask(
                "jobs", "save", "watch.json", "--reason", "less often", "--take-over", "old"))
        .isZero();
    assertThat(terminal.server.seen.getLast()).contains("{\"owner\":\"ops\"}");
    assertThat(terminal.server.conditions.getLast()).isEqualTo("If-Match: \"3\"");
  }

  @Test
  void a_new_job_comes_from_yaml_and_is_never_saved_over_another() throws IOException {
    Files.writeString(folder.resolve("watch.yaml"), "owner: ops\n");
    terminal
        .server
        .on("GET /v1/jobs/night", 404, "{}")
        .on("PUT /v1/jobs/night?reason=saved%20from%20the%20shell", 201, job("off"));
    assertThat(terminal.ask("jobs", "save", "watch.yaml", "--id", "night")).isZero();
    assertThat(terminal.server.conditions.getLast()).isEqualTo("If-None-Match: *");
    assertThat(terminal.err.toString()).contains("holdfast jobs enable night");
  }

  @Test
  void a_change_in_between_is_told_with_what_to_do() throws IOException {
    Files.writeString(folder.resolve("watch.json"), "{\"owner\": \"ops\"}");
    terminal.server.on("PUT /v1/jobs/watch?reason=saved%20from%20the%20shell", 412, STALE);
    assertThat(terminal.ask("jobs", "save", "watch.json", "--revision", "3")).isEqualTo(1);
    assertThat(terminal.server.seen).hasSize(1);
    assertThat(terminal.server.conditions.getLast()).isEqualTo("If-Match: \"3\"");
    assertThat(terminal.err.toString())
        .contains("its revision is 4", "holdfast jobs changes watch", "jobs show watch --json");
  }

  @Test
  void a_file_that_holds_no_job_is_a_usage_error() throws IOException {
    Files.writeString(folder.resolve("broken.yaml"), "a: 1\na: 2\n");
    Files.writeString(folder.resolve("list.json"), "[]");
    assertThat(terminal.ask("jobs", "save", "broken.yaml")).isEqualTo(2);
    assertThat(terminal.err.toString()).contains("broken.yaml:2:3: is there twice");
    assertThat(terminal.ask("jobs", "save", "list.json")).isEqualTo(2);
    assertThat(terminal.ask("jobs", "save", "missing.json")).isEqualTo(2);
    assertThat(terminal.ask("jobs", "save", "-")).isEqualTo(2);
    assertThat(terminal.server.seen).isEmpty();
  }

  @Test
  void removing_reads_the_revision_first() {
    terminal
        .server
        .on("GET /v1/jobs/watch", 200, job("on"))
        .on(
            "DELETE /v1/jobs/watch?reason=unused",
            200,
            "{\"job\":\"watch\",\"status\":\"removed\"}");
    assertThat(terminal.ask("jobs", "remove", "watch", "--reason", "unused")).isZero();
    assertThat(terminal.server.conditions.getLast()).isEqualTo("If-Match: \"3\"");
    assertThat(terminal.out.toString()).contains("removed");
  }

  @Test
  void a_run_by_hand_is_named() {
    terminal.server.on("POST /v1/jobs/watch/run", 202, "{\"run\":\"run_3k\"}");
    assertThat(terminal.ask("jobs", "run", "watch")).isZero();
    assertThat(terminal.out.toString()).isEqualTo("run_3k\n");
    assertThat(terminal.err.toString()).contains("holdfast runs watch run_3k");
  }

  @Test
  void pause_and_backfill_say_their_times() {
    terminal
        .server
        .on("POST /v1/jobs/watch/pause", 200, job("paused"))
        .on("POST /v1/jobs/watch/backfill", 200, job("on"));
    assertThat(terminal.ask("jobs", "pause", "watch", "--until", "2099-01-01T00:00:00Z")).isZero();
    assertThat(terminal.server.seen.getLast()).contains("\"until\":\"2099-01-01T00:00:00Z\"");
    assertThat(terminal.ask("jobs", "backfill", "watch", "--from", "a", "--to", "b")).isZero();
    assertThat(terminal.server.seen.getLast()).contains("{\"from\":\"a\",\"to\":\"b\"}");
    assertThat(terminal.ask("jobs", "pause", "watch")).isEqualTo(2);
  }

  @Test
  void the_days_on_which_clocks_are_set_are_explained() {
    terminal.server.on(
        "POST /v1/schedules/next",
        200,
        """
        {"words":"every day at 02:30 in Berlin","items":[{"local":"2099-03-28T02:30+01:00"},
          {"local":"2099-03-29T03:00+02:00","words":"02:30 does not exist on 2099-03-29; moved to the first instant after"}]}
        """);
    assertThat(
            terminal.ask(
                "jobs", "next", "--cron", "30 2 * * *", "--zone", "Europe/Berlin", "-n", "2"))
        .isZero();
    assertThat(terminal.server.seen.getLast())
        .contains("{\"n\":2,\"schedule\":{\"cron\":\"30 2 * * *\",\"zone\":\"Europe/Berlin\"}}");
    assertThat(terminal.out.toString().lines())
        .containsExactly(
            "every day at 02:30 in Berlin",
            "  Sat 28 Mar 2099 02:30 +01:00",
            "  Sun 29 Mar 2099 03:00 +02:00  ! 02:30 does not exist on 2099-03-29; moved to the"
                + " first instant after");
  }

  @Test
  void the_next_instants_of_a_job_are_those_of_its_schedule() {
    terminal
        .server
        .on("GET /v1/jobs/watch", 200, job("on"))
        .on("POST /v1/schedules/next", 200, "{\"words\":\"x\",\"items\":[]}");
    assertThat(terminal.ask("jobs", "next", "watch")).isZero();
    assertThat(terminal.server.seen.getLast())
        .contains("\"schedule\":{\"cron\":\"0 9 * * MON-FRI\"");
    assertThat(terminal.ask("jobs", "next")).isEqualTo(2);
    assertThat(terminal.ask("jobs", "next", "watch", "--every", "5m")).isEqualTo(2);
  }

  @Test
  void instants_are_a_table() {
    terminal.server.on(
        "GET /v1/jobs/watch/instants?limit=20",
        200,
        """
        {"items":[{"status":"ran","nominal":"2099-01-01T00:00:00Z","latenessMillis":12,"run":"run_1","delivered":"delivered"},
          {"status":"missed","nominal":"2098-12-31T00:00:00Z","count":7,"reason":"nobody ran it at its time"}],"nextCursor":"k"}
        """);
    assertThat(terminal.ask("jobs", "instants", "watch")).isZero();
    assertThat(terminal.out.toString())
        .containsPattern("2099-01-01T00:00:00Z +ran +12 ms +run_1 +delivered")
        .containsPattern("2098-12-31T00:00:00Z +missed +7 +nobody ran it at its time");
    assertThat(terminal.err.toString()).contains("--cursor k");
  }

  @Test
  void changes_are_asked_for_until_there_are_enough() {
    terminal
        .server
        .on("GET /v1/jobs/watch/changes?limit=20", 200, "{\"items\":[],\"nextCursor\":\"a.b\"}")
        .on(
            "GET /v1/jobs/watch/changes?limit=20&cursor=a.b",
            200,
            """
            {"items":[{"what":"saved","at":"2099-01-01T00:00:00Z","by":"ann","revision":2,"reason":"less often",
              "diff":[{"key":"maxRuns","after":3},{"key":"topic","before":"a","after":"b"},{"key":"jitter","before":"PT1S"}]}],
             "nextCursor":null}
            """);
    assertThat(terminal.ask("jobs", "changes", "watch")).isZero();
    assertThat(terminal.out.toString().lines())
        .containsExactly(
            "Thu 1 Jan 2099 00:00 UTC  saved as revision 2 by ann: less often",
            "    maxRuns: 3",
            "    topic: a → b",
            "    jitter: PT1S → taken out");
  }

  @Test
  void a_text_from_outside_cannot_steer_the_terminal() {
    terminal
        .server
        .on("GET /v1/jobs/watch", 200, job("on").replace("less often", "a\\u001b[31mb"))
        .on("GET /v1/jobs/watch/instants?limit=30", 200, "{\"items\":[]}");
    assertThat(terminal.ask("jobs", "show", "watch")).isZero();
    assertThat(terminal.out.toString()).doesNotContain("\u001b");
  }

  @Test
  void the_run_of_an_instant_is_told_from_its_moment() {
    terminal
        .server
        .on("GET /v1/runs/run_4", 200, "{\"run\":\"run_4\",\"status\":\"completed\"}")
        .on(
            "GET /v1/runs/run_4/evidence",
            200,
            """
            {"events":[
             {"at":"2099-01-01T00:00:00Z","event":{"is":"instant.started","firing":{"job":"watch","order":{"contract":"check"},
               "moment":{"nominal":"2099-01-01T00:00:00Z","cause":"CATCH_UP"}}}},
             {"at":"2099-01-01T00:00:01Z","event":{"is":"job.withheld","reason":"it says what the last one said"}},
             {"at":"2099-01-01T00:00:01Z","event":{"is":"instant.settled"}}]}
            """);
    assertThat(terminal.ask("runs", "show", "run_4")).isZero();
    assertThat(terminal.out.toString().lines())
        .contains(
            "  +0.000s  · job watch due for 2099-01-01T00:00:00Z",
            "             because of: catch up → contract check",
            "  +1.000s  · nothing is sent: it says what the last one said",
            "✓ completed");
  }
}
