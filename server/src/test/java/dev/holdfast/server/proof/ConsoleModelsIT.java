package dev.holdfast.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The page about models as a person uses it, in a real browser: a model is gone, another one goes
/// on, and that costs something.
final class ConsoleModelsIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  private static Sink gone;
  private static Home home;
  private static Node node;
  private static Api api;
  private static Chromium browser;

  private Tab tab;

  @BeforeAll
  static void open() {
    gone = Sink.open((_, _) -> Sink.Mood.GONE, Duration.ofSeconds(1));
    home = Home.fresh("console-models").holding(yaml());
    browser = Chromium.start(home);
    node = Node.ready(home, Home.freePort());
    api = node.api();
    var asked = api.post("/v1/requests", Map.of("actor", "ada", "channel", "desk", "text", "hi"));
    Await.until(
        SOON,
        () -> api.get("/v1/runs/" + asked.text("run")).text("status").equals("completed"),
        () -> api.get("/v1/runs/" + asked.text("run")).body());
  }

  private static String yaml() {
    return """
    holdfast: 1
    workspace: console-models
    server: {data: ./data}
    egress: {allow: ["127.0.0.1:%d"]}
    channels:
      desk: {kind: file, path: desk.jsonl, responder: clerk}
      ops: {kind: file, path: ops.jsonl, accepts: [alert]}
    models:
      providers:
        away: {kind: openai, url: "http://127.0.0.1:%d/v1", key: "${env:PROOF_SECRET}"}
        stand-in: {kind: practice}
      tiers: {small: [away/mini, stand-in/one]}
      checks: {window: 500}
      classes: {chat: {tier: small, first: 90s}}
      prices: {version: "1", currency: EUR, of: {away/mini: {input: 1, output: 2}, stand-in/one: {input: 1000, output: 2000}}}
      budgets:
        - {scope: actor, per: hour, tokens: 9000, escalate: ops}
        - {scope: workspace, per: day, money: 20 EUR, escalate: ops}
        - {scope: agent, per: month, money: 40 EUR, escalate: ops}
    agents:
      clerk: {kind: model, tier: small}
    """
        .formatted(gone.port(), gone.port());
  }

  @AfterAll
  static void close() {
    browser.close();
    try {
      api.assertBooksBalance();
    } finally {
      api.close();
      node.close();
      gone.close();
    }
  }

  @BeforeEach
  void sign_in() {
    leaveAlone();
    tab = browser.tab();
    tab.open("http://127.0.0.1:" + node.port() + "/console/");
    tab.sees("Which token?").types("textbox", "Token", home.read("data/admin.token").strip());
    tab.enter().sees("Readiness").presses("link", "Models");
  }

  /// Another test may have released it.
  private static void leaveAlone() {
    if (api.get("/v1/cooldowns").json().path("items").isEmpty()) {
      var message = Map.of("role", "user", "content", "hello");
      var asked =
          api.post("/v1/chat/completions", Map.of("model", "small", "messages", List.of(message)));
      assertThat(asked.status()).as(asked.body()).isEqualTo(200);
    }
  }

  @AfterEach
  void the_page_never_stumbled() throws IOException {
    for (var scheme : List.of("light", "dark")) {
      Files.write(home.folder().resolve(scheme + ".png"), tab.picture(scheme, 1280));
    }
    Files.write(home.folder().resolve("narrow.png"), tab.picture("light", 400));
    assertThat(tab.complaints()).isEmpty();
    tab.close();
  }

  @Test
  void a_model_that_is_gone_is_shown_with_why_and_who_is_asked_instead() {
    tab.sees("asks stand-in/one").sees("model:away/mini: not-found").sees("cooling");
    tab.sees("away/mini → stand-in/one").sees("answered");
    tab.sees("1 min 30 s");
  }

  @Test
  void a_person_examines_a_model_and_sees_what_it_can_and_how_fast() {
    tab.sees("What they really do").sees("Nobody has looked; what is declared counts.");
    tab.presses("button", "Examine stand-in/one").sees("which cost what questions cost");
    tab.types("textbox", "Reason, for the ledger", "before it is used")
        .presses("button", "Examine it");
    tab.sees("viable").sees("can: present, answers, streams, tools, schema, window of");
    tab.sees("First content").sees(" ms");
    var known = api.get("/v1/viability/stand-in/one");
    assertThat(known.text("status")).isEqualTo("viable");
    assertThat(known.json().at("/pace/asks").asInt(0)).isEqualTo(5);
  }

  @Test
  void budgets_and_spend_are_told_in_words_and_bars() {
    tab.sees("actor ada per hour").sees("left of 9,000 tokens").sees("warns at 80%");
    tab.sees("workspace per day").sees("left of 20 EUR");
    tab.sees("An accepted answer costs").sees("1 task accepted");
    tab.picks("By", "model").sees("Of the cost").sees("away/mini").sees("stand-in/one");
  }

  @Test
  void a_person_asks_again_what_is_left_alone_and_says_why() {
    tab.presses("button", "Ask model:away/mini again").sees("Ask model:away/mini again now?");
    tab.presses("button", "Not now").finds("button", "Ask model:away/mini again");
    tab.presses("button", "Ask model:away/mini again");
    tab.types("textbox", "Reason, for the ledger", "they are back")
        .presses("button", "Ask it again");
    tab.sees("Nothing. What keeps failing").sees("asks away/mini");
    assertThat(api.get("/v1/cooldowns").json().path("items")).isEmpty();
  }
}
