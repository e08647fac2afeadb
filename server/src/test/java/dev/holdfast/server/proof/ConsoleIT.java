package dev.holdfast.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The console as a person uses it: a real browser before a real server, every button pressed. What
/// it looked like at the end is kept in the workspace's folder.
final class ConsoleIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  private static Sink picky;
  private static Sink silent;
  private static Sink left;
  private static Home home;
  private static Node node;
  private static Api api;
  private static Chromium browser;

  private Tab tab;

  @BeforeAll
  static void open() {
    picky = sink(Sink.Mood.REFUSE_FOR_GOOD);
    silent = sink(Sink.Mood.TAKE_AND_VANISH);
    left = sink(Sink.Mood.GONE);
    home = Home.fresh("console");
    Agents.write(home);
    home.holding(yaml());
    browser = Chromium.start(home);
    node = Node.ready(home, Home.freePort());
    api = node.api();
    Await.until(
        SOON,
        () ->
            status("/v1/jobs/watch").equals("on")
                && api.get("/v1/jobs/broken")
                    .json()
                    .at("/preflight/status")
                    .asString("")
                    .equals("failed"),
        () -> api.get("/v1/jobs").body());
  }

  /// Misbehaves with the first call of each message, and takes the others.
  private static Sink sink(Sink.Mood mood) {
    return Sink.open((_, earlier) -> earlier == 0 ? mood : Sink.Mood.TAKE, Duration.ofSeconds(1));
  }

  private static String yaml() {
    return """
    holdfast: 1
    workspace: console
    server: {data: ./data}
    egress: {allow: ["127.0.0.1:%d", "127.0.0.1:%d", "127.0.0.1:%d"]}
    lanes: {nobody: {concurrency: 1, queue: 10, timeout: 1h}}
    agents:
      echo: {kind: command, run: [./echo.sh]}
      hand: {kind: worker, lane: nobody}
      away: {kind: http, url: "http://127.0.0.1:1/"}
    contracts:
      echo: {objective: Answer, agent: echo, output: {schema: {type: object}}, budget: {time: 20s, attempts: 1}}
      wait: {objective: Wait for somebody, agent: hand, output: {schema: {type: object}}, budget: {time: 1h, attempts: 1}}
      away: {objective: Ask who is away, agent: away, output: {schema: {type: object}}, budget: {time: 20s, attempts: 1}}
    channels:
      ops: {kind: file, path: ops.jsonl, accepts: [alert, status]}
      idle: {kind: file, path: idle.jsonl, responder: wait}
      picky: {kind: webhook, url: "%s", secret: "${env:PROOF_SECRET}", accepts: [status]}
      silent: {kind: webhook, url: "%s", secret: "${env:PROOF_SECRET}", accepts: [status], timeout: 1s, unknown: hold}
      left: {kind: webhook, url: "%s", secret: "${env:PROOF_SECRET}", accepts: [status]}
    jobs:
      watch:
        {owner: ops-team, schedule: {cron: "0 9 1 1 *", zone: Europe/Berlin}, contract: echo,
         input: {text: "all is well"}, deliver: none, breaker: {escalate: ops}, enabled: true}
      other: {owner: ops-team, schedule: {every: 1d}, contract: echo, input: {text: "<b>all is well</b>"}, deliver: none, breaker: {escalate: ops}}
      broken: {owner: ops-team, schedule: {every: 1d}, contract: away, deliver: none, breaker: {escalate: ops}, enabled: true}
    """
        .formatted(picky.port(), silent.port(), left.port(), picky.url(), silent.url(), left.url());
  }

  @AfterAll
  static void close() {
    browser.close();
    try {
      api.assertBooksBalance();
    } finally {
      api.close();
      node.close();
      List.of(picky, silent, left).forEach(Sink::close);
    }
  }

  @BeforeEach
  void sign_in() {
    tab = browser.tab();
    tab.open("http://127.0.0.1:" + node.port() + "/console/");
    tab.sees("Which token?").types("textbox", "Token", home.read("data/admin.token").strip());
    tab.enter().sees("Readiness").sees("Live");
  }

  @AfterEach
  void the_page_never_stumbled() throws IOException {
    for (var scheme : new String[] {"light", "dark"}) {
      Files.write(home.folder().resolve(scheme + ".png"), tab.picture(scheme, 1280));
    }
    assertThat(tab.complaints()).isEmpty();
    tab.close();
  }

  private static String status(String path) {
    return api.get(path).text("status");
  }

  private static void becomes(String path, String status) {
    Await.until(SOON, () -> status(path).equals(status), () -> api.get(path).body());
  }

  private void goTo(String section, String name) {
    tab.presses("link", section).presses("link", name);
  }

  /// Answers the dialog that asks for a reason.
  private Tab because(String reason, String confirm) {
    return tab.types("textbox", "Reason, for the ledger", reason).presses("button", confirm);
  }

  @Test
  void a_job_is_paused_run_by_hand_resumed_disabled_and_enabled_again() {
    goTo("Jobs", "watch");
    tab.sees("on the 1st of January at 09:00 in Berlin").sees("None yet.");

    tab.presses("button", "Pause").sees("Until, by the clock of this browser");
    because("holidays", "Pause").sees("paused").sees("holidays – until");
    assertThat(api.get("/v1/jobs/watch").text("reason")).isEqualTo("holidays");

    tab.presses("button", "Run now");
    because("to see it", "Run now").sees("The last instants: 1 ran").sees("a person");
    tab.sees("run by hand by first-admin").sees("to see it");
    tab.presses("link", "Jobs").sees("The last instants: 1 ran");

    tab.presses("link", "watch").presses("button", "Resume");
    because("back again", "Resume").finds("button", "Pause");
    tab.sees("resumed by first-admin").sees("back again");
    assertThat(status("/v1/jobs/watch")).isEqualTo("on");

    tab.presses("button", "Disable");
    because("the season is over", "Disable").sees("the season is over").presses("button", "Enable");
    because("the season begins", "Enable").finds("button", "Pause").sees("enabled by first-admin");
    assertThat(status("/v1/jobs/watch")).isEqualTo("on");
  }

  @Test
  void what_an_instant_ran_is_told_with_its_job_and_never_as_markup() {
    assertThat(api.post("/v1/jobs/other/run", Map.of("reason", "to look at")).status())
        .isEqualTo(202);
    tab.presses("link", "Runs").sees("job, for").presses("link", "other");
    tab.sees("Job other is due for").sees("<b>all is well</b>").finds("link", "other");
  }

  @Test
  void a_job_that_cannot_work_is_on_the_overview_and_says_what_to_do() {
    tab.sees("Job broken").presses("link", "Job broken");
    tab.sees("agent failed").sees("egress.allow");
    var before = api.get("/v1/jobs/broken").json().at("/preflight/at").asString("");
    tab.presses("button", "Look now");
    Await.until(
        SOON,
        () -> {
          var report = api.get("/v1/jobs/broken").json().path("preflight");
          return report.has("at") && !report.path("at").asString("").equals(before);
        },
        () -> api.get("/v1/jobs/broken").body());
  }

  @Test
  void a_change_is_told_with_its_author_its_reason_and_what_is_different() {
    save("ops-team", "the first", Map.of());
    save("night-team", "they took it over", Map.of("If-Match", "\"1\""));
    goTo("Jobs", "changing");
    tab.sees("saved as revision 2 by first-admin").sees("they took it over");
    tab.presses("DisclosureTriangle", "One key").sees("owner: ops-team → night-team");
  }

  private static void save(String owner, String reason, Map<String, String> condition) {
    var job =
        Map.of(
            "owner",
            owner,
            "reason",
            reason,
            "schedule",
            Map.of("every", "1d"),
            "contract",
            "echo",
            "deliver",
            "none",
            "breaker",
            Map.of("escalate", "ops"));
    var headers = new HashMap<>(condition);
    headers.put("Content-Type", "application/json");
    var saved = api.raw("PUT", "/v1/jobs/changing", Api.JSON.writeValueAsBytes(job), headers);
    assertThat(saved.status()).as(saved.body()).isBetween(200, 201);
  }

  @Test
  void a_person_who_thinks_better_of_it_changes_nothing() {
    goTo("Jobs", "watch");
    tab.presses("button", "Run now").presses("button", "Not now").finds("button", "Run now");
    assertThat(tab.shown()).doesNotContain("Reason, for the ledger");
  }

  @Test
  void a_run_is_cancelled() {
    var asked =
        api.post("/v1/requests", Map.of("actor", "ada", "channel", "idle", "text", "wait here"));
    goTo("Runs", "wait here");
    tab.presses("button", "Cancel the run");
    because("nobody comes", "Cancel the run").sees("cancelled").sees("nobody comes");
    becomes("/v1/runs/" + asked.text("run"), "cancelled");
  }

  @Test
  void a_dead_delivery_is_sent_again() {
    var delivery = send("picky", "dead");
    tab.presses("link", "Deliveries").presses("link", "to picky");
    tab.presses("button", "Send it again");
    because("they mended it", "Send it again").sees("delivered");
    becomes(delivery, "delivered");
  }

  @Test
  void a_person_says_what_became_of_an_unknown_delivery() {
    var delivery = send("silent", "unknown");
    tab.presses("link", "Deliveries").presses("link", "to silent");
    tab.presses("button", "Say what became of it").presses("radio", "It arrived.");
    because("they have it", "Enter this").sees("delivered");
    becomes(delivery, "delivered");
  }

  @Test
  void a_closed_channel_is_opened_again() {
    send("left", "dead");
    tab.sees("Channel left").presses("link", "Channels").presses("button", "Open it again");
    because("they are back", "Open it");
    Await.until(
        SOON,
        () -> !api.get("/v1/channels").body().contains("disabled"),
        () -> api.get("/v1/channels").body());
  }

  /// Sends one and waits for one of the statuses.
  private static String send(String channel, String... statuses) {
    var message = Map.of("kind", "status", "channel", channel, "body", "to " + channel);
    var path = "/v1/deliveries/" + api.post("/v1/messages", message).text("delivery");
    Await.until(SOON, () -> List.of(statuses).contains(status(path)), () -> api.get(path).body());
    return path;
  }
}
