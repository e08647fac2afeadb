package dev.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.control.books.Book;
import dev.holdfast.control.books.Books;
import dev.holdfast.control.desk.Alarm;
import dev.holdfast.control.desk.LedgerDesk;
import dev.holdfast.control.expressions.CelExpressions;
import dev.holdfast.control.workspace.WorkspaceFile;
import dev.holdfast.control.workspace.WorkspaceVersions;
import dev.holdfast.core.spend.BudgetLine;
import dev.holdfast.core.spend.BudgetState;
import dev.holdfast.core.spend.BudgetTerms.Scope;
import dev.holdfast.core.spend.BudgetTerms.Window;
import dev.holdfast.ledger.Bulletin;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.Origin;
import dev.holdfast.ledger.Submission;
import dev.holdfast.server.proof.Postgres;
import dev.holdfast.store.Stores;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Budgets of a real server before a hundred callers at once, and through a kill -9.
final class ModelBudgetsIT {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration LATER = Duration.ofMinutes(11);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CALLERS = 100;
  private static final int CALLS_EACH = 4;

  /// What one answer of the upstream is billed: 12 tokens in, of which 4 cached, and 7 out.
  private static final int TOKENS = 19;

  private static final int MICROS = 24;

  /// A hundred answers and a little.
  private static final int LIMIT_TOKENS = 1_950;

  private static final int LIMIT_MICROS = 2_450;

  @TempDir private Path folder;

  private void workspace(ModelUpstream upstream, String store, String budget) throws IOException {
    Files.writeString(
        folder.resolve("holdfast.yaml"),
        """
        holdfast: 1
        server: {store: "%s", calls: {perMinute: 100000, atOnce: 1000}}
        egress: {allow: ["127.0.0.1:%d"]}
        channels: {ops: {kind: file, path: ops.jsonl}}
        models:
          providers:
            up: {kind: openai, url: "http://127.0.0.1:%d/v1"}
          tiers: {large: [up/big], small: [up/mini]}
          budgets: [%s]
          prices:
            version: "1"
            currency: USD
            of:
              up/mini: {input: 1, cached: 0.5, output: 2}
              up/big: {input: 10, cached: 5, output: 20}
        agents:
          clerk: {kind: model, tier: small}
        """
            .formatted(store, upstream.port(), upstream.port(), budget));
  }

  private record Got(int status, String body, String retryAfter, String lowered) {
    JsonNode json() {
      return MAPPER.readTree(body);
    }

    boolean isAnswer() {
      return status == 200;
    }

    boolean isExhausted() {
      return json().at("/error/diagnostic").asString("").equals("budget-exhausted");
    }
  }

  private Got chat(RunningServer server, String tier) throws IOException, InterruptedException {
    var body =
        """
        {"model":"%s","max_tokens":20,"messages":[{"role":"user","content":"hello"}]}\
        """
            .formatted(tier);
    var response =
        CLIENT.send(
            to(server, "/v1/chat/completions")
                .header("Content-Type", "application/json")
                .header("x-holdfast-session", "chat-1")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    return new Got(
        response.statusCode(),
        response.body(),
        response.headers().firstValue("Retry-After").orElse(""),
        response.headers().firstValue("x-holdfast-lowered").orElse(""));
  }

  private JsonNode get(RunningServer server, String path) throws Exception {
    var request = to(server, path).GET().build();
    return MAPPER.readTree(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  private HttpRequest.Builder to(RunningServer server, String path) throws IOException {
    var token = Files.readString(folder.resolve("data/admin.token")).strip();
    return HttpRequest.newBuilder(server.url().resolve(path))
        .header("Authorization", "Bearer " + token);
  }

  private static final String MONEY =
      "{scope: workspace, per: month, money: 0.00245 USD, escalate: ops}";
  private static final String TOKENS_OF_ACTOR =
      "{scope: actor, per: month, tokens: 1950, escalate: ops}";
  private static final String TOKENS_OF_SESSION =
      "{scope: session, per: month, tokens: 1950, escalate: ops}";

  @ParameterizedTest
  @ValueSource(strings = {MONEY, TOKENS_OF_ACTOR, TOKENS_OF_SESSION})
  void a_hundred_callers_at_once_never_pass_a_limit(String budget) throws Exception {
    neverPassed("sqlite", budget);
  }

  @ParameterizedTest
  @ValueSource(strings = {MONEY, TOKENS_OF_ACTOR})
  void a_hundred_callers_at_once_never_pass_a_limit_on_postgresql(String budget) throws Exception {
    try (var postgres = Postgres.start()) {
      neverPassed(postgres.url(), budget);
    }
  }

  private void neverPassed(String store, String budget) throws Exception {
    try (var upstream = new ModelUpstream()) {
      workspace(upstream, store, budget);
      try (var server = RunningServer.start(folder)) {
        var got = new ArrayList<>(storm(server));
        // What was put aside for others has come back: the rest is for whoever asks next.
        long end = System.nanoTime() + PATIENCE.toNanos();
        var next = chat(server, "small");
        while (!next.isExhausted()) {
          assertThat(System.nanoTime()).as(next.body()).isLessThan(end);
          got.add(next);
          next = chat(server, "small");
        }
        assertThat(got).allMatch(one -> one.isAnswer() || isRefusal(one));
        long answers = got.stream().filter(Got::isAnswer).count();
        assertThat(answers * TOKENS).isLessThanOrEqualTo(LIMIT_TOKENS);
        assertThat(answers * MICROS).isLessThanOrEqualTo(LIMIT_MICROS);
        assertThat(answers).isGreaterThan(95);
        assertThat(Long.parseLong(next.retryAfter())).isPositive();
        settled(server, answers);
      }
    }
  }

  private static boolean isRefusal(Got got) {
    var error = got.json().path("error");
    return got.status() == 429
        && error.path("type").asString().equals("insufficient_quota")
        && error.path("diagnostic").asString().startsWith("budget-")
        && !got.retryAfter().isEmpty();
  }

  /// Everybody asks as fast as they can, at the same time.
  private Queue<Got> storm(RunningServer server) throws InterruptedException {
    var got = new ConcurrentLinkedQueue<Got>();
    var broken = new ConcurrentLinkedQueue<Exception>();
    var start = new CountDownLatch(1);
    var callers = new ArrayList<Thread>();
    for (int caller = 0; caller < CALLERS; caller++) {
      callers.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  start.await();
                  for (int call = 0; call < CALLS_EACH; call++) {
                    got.add(chat(server, "small"));
                  }
                } catch (IOException | InterruptedException failed) {
                  broken.add(failed);
                }
              }));
    }
    start.countDown();
    for (var caller : callers) {
      caller.join();
    }
    assertThat(broken).isEmpty();
    return got;
  }

  /// Every answer is on record, and the books balance.
  private void settled(RunningServer server, long answers) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    var row = get(server, "/v1/spend?by=actor").at("/items/0");
    while (row.path("calls").asLong() != answers) {
      assertThat(System.nanoTime()).as(row.toString()).isLessThan(end);
      row = get(server, "/v1/spend?by=actor").at("/items/0");
    }
    assertThat(row.path("chargedTokens").asLong()).isEqualTo(answers * TOKENS);
    assertThat(row.path("cost").asLong()).isEqualTo(answers * MICROS);
    assertThat(get(server, "/v1/books").path("balanced").asBoolean()).isTrue();
  }

  @Test
  void from_a_share_on_a_smaller_tier_answers_and_the_answer_says_so() throws Exception {
    try (var upstream = new ModelUpstream()) {
      workspace(
          upstream,
          "sqlite",
          "{scope: actor, per: month, tokens: 1000, warn: 5%, lower: {at: 10%, to: small},"
              + " escalate: ops}");
      try (var server = RunningServer.start(folder)) {
        var got = chat(server, "large");
        assertThat(got.lowered()).isEmpty();
        assertThat(got.json().path("model").asString()).isEqualTo("up/big");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (got.lowered().isEmpty()) {
          assertThat(System.nanoTime()).isLessThan(end);
          got = chat(server, "large");
        }
        assertThat(got.lowered()).isEqualTo("actor:first-admin/month");
        assertThat(got.json().path("model").asString()).isEqualTo("up/mini");
        assertThat(got.json().at("/holdfast/lowered").toString())
            .isEqualTo(
                "{\"budget\":\"actor:first-admin/month\",\"from\":\"large\",\"to\":\"small\"}");
        assertThat(get(server, "/v1/deliveries").path("items").size()).isEqualTo(2);
      }
    }
  }

  @Test
  void a_kill_under_load_passes_no_limit_and_what_the_dead_node_held_comes_back() throws Exception {
    killed("sqlite");
    blocksComeBack("sqlite");
  }

  @Test
  void a_kill_under_load_on_postgresql_is_the_same() throws Exception {
    try (var postgres = Postgres.start()) {
      killed(postgres.url());
      postgres.ahead(LATER);
      blocksComeBack(postgres.url());
    }
  }

  private void killed(String store) throws Exception {
    try (var upstream = new ModelUpstream()) {
      workspace(upstream, store, "{scope: workspace, per: month, tokens: 1000000, escalate: ops}");
      try (var server = RunningServer.start(folder)) {
        killUnderLoad(server);
      }
      try (var server = RunningServer.start(folder)) {
        assertThat(get(server, "/v1/books").path("balanced").asBoolean()).isTrue();
        assertThat(chat(server, "small").isAnswer()).isTrue();
        server.stop();
      }
      var proof = Typed.in(folder, "ledger", "verify");
      assertThat(proof.exit()).as(proof.out()).isZero();
    }
  }

  private void killUnderLoad(RunningServer server) throws InterruptedException {
    var answered = new CountDownLatch(300);
    var callers = new ArrayList<Thread>();
    for (int caller = 0; caller < CALLERS; caller++) {
      callers.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  while (chat(server, "small").isAnswer()) {
                    answered.countDown();
                  }
                } catch (IOException | InterruptedException _) {
                  // The server is dead.
                }
              }));
    }
    answered.await();
    server.kill();
    for (var caller : callers) {
      caller.join();
    }
  }

  /// As at [#LATER], by the store's clock.
  private void blocksComeBack(String store) throws InterruptedException {
    var later = Instant.now().plus(LATER);
    var opening = new Stores.Opening(store, folder.resolve("data"), () -> later, _ -> {});
    try (var ledger = Stores.open(opening)) {
      var versions =
          new WorkspaceVersions(ledger.archive(), new WorkspaceFile(new CelExpressions()));
      var desk = new LedgerDesk(ledger, versions, new Bulletin(), new Alarm()).start();
      assertThat(budget(ledger).all()).isNotEmpty();
      desk.submit(new Submission.Wake(Origin.TIME, 100));
      var budget = budget(ledger);
      desk.stop();
      assertThat(budget.all()).isEmpty();
      assertThat(budget.spent().tokens()).isPositive();
      assertThat(budget.left().tokens()).isEqualTo(1_000_000 - budget.spent().tokens());
      assertThat(new Books(ledger.reader()).compute()).allMatch(Book::isBalanced);
    }
  }

  private static BudgetState.Open budget(Ledger ledger) {
    var line = new BudgetLine(Scope.WORKSPACE, "", Window.MONTH);
    var row = ledger.reader().row(line.stream()).orElseThrow();
    return (BudgetState.Open) new Codec().decode(row.state());
  }
}
