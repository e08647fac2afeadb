package dev.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the README and the quickstart promise, typed against a real process.
final class ServerIT {
  @TempDir private Path folder;

  @BeforeEach
  void init() {
    assertThat(Typed.in(folder, "init").exit()).isZero();
  }

  @Test
  void a_new_workspace_is_valid_and_is_never_overwritten() throws IOException {
    Files.writeString(folder.resolve("concierge.md"), "mine");
    var again = Typed.in(folder, "init");
    assertThat(again.out()).isEmpty();
    assertThat(folder.resolve("concierge.md")).hasContent("mine");
    assertThat(Typed.in(folder, "config", "check").exit()).isZero();
  }

  @Test
  void errors_in_the_workspace_are_named_with_their_places_all_at_once()
      throws IOException, InterruptedException {
    var yaml = Files.readString(folder.resolve("holdfast.yaml"));
    Files.writeString(
        folder.resolve("holdfast.yaml"),
        yaml.replace("lanes:", "lans:").replace("agent: site-checker", "agent: nobody"));
    var check = Typed.in(folder, "config", "check");
    assertThat(check.exit()).isEqualTo(78);
    assertThat(check.out()).containsPattern("holdfast.yaml:\\d+:\\d+: .*lanes").contains("nobody");
    try (var server = RunningServer.launch(folder)) {
      assertThat(server.ended()).isEqualTo(78);
      assertThat(server.errors()).containsPattern("holdfast.yaml:\\d+:\\d+").contains("nobody");
    }
  }

  @Test
  void a_request_goes_all_the_way_and_the_books_balance() throws Exception {
    try (var server = RunningServer.start(folder)) {
      var ask = Typed.in(folder, "ask", "/site " + server.url() + "/healthz");
      assertThat(ask.err()).isEmpty();
      assertThat(ask.out())
          .contains("route site-questions", "agent site-checker", "✓ the gate says: pass")
          .contains("✓ delivered, receipt:", "✓ completed");
      assertThat(ask.exit()).isZero();
      assertThat(folder.resolve("data/desk.jsonl")).content().contains("The site answered 200");
      var books = Typed.in(folder, "books");
      assertThat(books.out()).contains("✓ balanced", "1 replied", "1 delivered");
      assertThat(Typed.in(folder, "runs", "list").out()).contains("check-site", "completed");
      var run = ask.out().substring(0, ask.out().indexOf(' '));
      assertThat(Typed.in(folder, "runs", "show", run).out()).contains("✓ the gate says: pass");
    }
  }

  @Test
  void lane_self_deadlock_a_workspace_whose_lane_would_wait_for_itself_does_not_start()
      throws Exception {
    Files.writeString(
        folder.resolve("holdfast.yaml"),
        """
        holdfast: 1
        models: {providers: {p: {kind: practice}}}
        lanes: {solo: {concurrency: 1}}
        agents:
          chief: {kind: model, model: p/x, lane: solo, allow: [delegate.clerk]}
          clerk: {kind: worker, lane: solo}
        """);
    var check = Typed.in(folder, "config", "check");
    assertThat(check.exit()).isEqualTo(78);
    assertThat(check.out())
        .contains("holdfast.yaml:5:", "lets lane 'solo' wait for the agent 'clerk'")
        .contains("give this agent another lane", "next:");
    try (var server = RunningServer.launch(folder)) {
      assertThat(server.ended()).isEqualTo(78);
    }
  }

  @Test
  void the_console_is_at_the_address_that_the_server_prints() throws Exception {
    try (var server = RunningServer.start(folder);
        var client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build()) {
      var page = client.send(HttpRequest.newBuilder(server.url()).build(), BodyHandlers.ofString());
      assertThat(page.uri()).isEqualTo(server.url().resolve("/console/"));
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
      assertThat(page.body()).contains("console.js");
      server.stop();
      assertThat(server.output()).contains(page.uri().toString());
    }
  }

  @Test
  void the_first_start_makes_one_admin_token_for_its_owner_only() throws Exception {
    try (var server = RunningServer.start(folder)) {
      var file = folder.resolve("data/admin.token");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(server.output()).contains(Files.readString(file).strip());
      assertThat(server.errors()).doesNotContain("hf_");
      server.stop();
    }
    try (var again = RunningServer.start(folder)) {
      assertThat(again.output()).doesNotContain("hf_");
    }
  }

  @Test
  void tokens_are_made_listed_and_revoked() throws Exception {
    try (var server = RunningServer.start(folder)) {
      var made = Typed.in(folder, "token", "create", "ci", "--role", "viewer");
      assertThat(made.out()).startsWith("hf_");
      var secret = made.out().strip();
      assertThat(Typed.in(folder, "books", "--token", secret).exit()).isZero();
      assertThat(Typed.in(folder, "ask", "x", "--token", secret).exit()).isEqualTo(5);
      var list = Typed.in(folder, "token", "list").out();
      assertThat(list).contains("ci", "viewer").doesNotContain(secret);
      var id = list.lines().filter(line -> line.contains(" ci ")).findFirst().orElseThrow();
      assertThat(Typed.in(folder, "token", "revoke", id.split(" ")[0]).exit()).isZero();
      // A server believes what it has looked up for two seconds.
      long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      int exit = 0;
      while (exit == 0 && System.nanoTime() < end) {
        exit = Typed.in(folder, "books", "--token", secret).exit();
      }
      assertThat(exit).isEqualTo(5);
      assertThat(server.errors()).doesNotContain(secret);
    }
  }

  @Test
  void a_second_server_on_the_same_workspace_is_refused_with_what_to_do() throws Exception {
    try (var server = RunningServer.start(folder);
        var second = RunningServer.launch(folder)) {
      assertThat(second.ended()).isEqualTo(1);
      assertThat(second.errors()).contains("runs on this workspace already", "holdfast down");
      assertThat(Typed.in(folder, "books").exit()).isZero();
    }
  }

  @Test
  void a_kill_loses_nothing_that_was_answered() throws Exception {
    try (var server = RunningServer.start(folder)) {
      assertThat(Typed.in(folder, "ask", "/site " + server.url() + "/healthz").exit()).isZero();
      server.kill();
    }
    var proof = Typed.in(folder, "ledger", "verify");
    assertThat(proof.out()).contains("✓ sound");
    assertThat(proof.exit()).isZero();
    try (var again = RunningServer.start(folder)) {
      assertThat(Typed.in(folder, "books").out()).contains("✓ balanced", "1 replied");
    }
  }

  @Test
  void a_kill_at_a_named_moment_is_taken_up_at_the_next_start() throws Exception {
    try (var server = RunningServer.launch(folder, "-Dholdfast.pause=effect-sent")) {
      server.awaitLine("server.started");
      var asked = Typed.in(folder, "ask", "/site " + server.url() + "/healthz", "--no-wait");
      assertThat(asked.exit()).isZero();
      server.awaitLine("paused at effect-sent");
      server.kill();
      try (var again = RunningServer.start(folder)) {
        var run = asked.out().strip();
        assertThat(Typed.in(folder, "runs", "watch", run).out()).contains("✓ delivered");
        assertThat(Files.readAllLines(folder.resolve("data/desk.jsonl"))).hasSize(1);
        assertThat(Typed.in(folder, "books").out()).contains("✓ balanced");
      }
    }
  }

  @Test
  void a_terminated_server_lets_what_runs_end_first() throws Exception {
    Files.writeString(
        folder.resolve("check-site.sh"),
        """
        #!/bin/sh
        cat >/dev/null
        touch "$HERE"
        sleep 2
        echo '{"output": {"status": 200, "millis": 2}, "evidence": [{"kind": "tool", "ref": "http.get"}]}'
        """);
    var here = folder.resolve("begun");
    var yaml = folder.resolve("holdfast.yaml");
    var text = Files.readString(yaml);
    Files.writeString(
        yaml, text.replace("environment: {", "environment: {HERE: \"" + here + "\", "));
    try (var server = RunningServer.start(folder)) {
      assertThat(Typed.in(folder, "ask", "/site", "--no-wait").exit()).isZero();
      server.awaitLine("task.started");
      server.stop();
      assertThat(server.errors()).contains("server.stopping", "server.stopped");
    }
    assertThat(folder.resolve("data/desk.jsonl")).content().contains("The site answered 200");
  }

  @Test
  void down_stops_the_server_and_says_when_there_is_none() throws Exception {
    try (var server = RunningServer.start(folder)) {
      assertThat(Typed.in(folder, "down").out()).startsWith("stopped");
      server.ended();
    }
    assertThat(Typed.in(folder, "down").exit()).isEqualTo(4);
    assertThat(Typed.in(folder, "books").exit()).isEqualTo(4);
  }
}
