package dev.holdfast.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a restart does to work in hand, polite or not. Each test begins with the name of its class
/// of field failures.
final class RestartIT {
  // An attempt that was killed is known as lost when its lease has run out.
  private static final Duration SOON = Duration.ofSeconds(60);
  // Programs may finish within the drain's deadline; a hanging one may not hold the server longer.
  private static final Duration DRAINED = Duration.ofSeconds(20);

  private final Sink sink = Sink.open();
  private final int port = Home.freePort();

  @AfterEach
  void close() {
    sink.close();
  }

  @Test
  void inbound_lost_what_was_acknowledged_is_there_after_a_kill_at_once() {
    var home = home("restart-inbound");
    var accepted = new java.util.ArrayList<String>();
    try (var node = Node.ready(home, port);
        var api = node.api()) {
      for (int i = 0; i < 20; i++) {
        accepted.add(ask(api, "echo", "sender-" + i));
      }
      node.kill();
    }
    try (var node = Node.ready(home, port);
        var api = node.api()) {
      accepted.forEach(request -> await(api, request, "replied"));
      api.awaitQuiet(SOON);
      api.assertBooksBalance();
      accepted.forEach(
          request -> assertThat(sink.byId()).containsKey(request.replace("request_", "delivery_")));
    }
  }

  @Test
  void restart_kills_work_a_program_that_was_killed_with_its_server_is_run_again() {
    var home = home("restart-work");
    String request;
    try (var node = Node.ready(home, port);
        var api = node.api()) {
      request = ask(api, "slow", "me");
      Await.until(SOON, () -> !home.read("slow.log").isEmpty(), node::tail);
      node.kill();
    }
    home.holding("go", "");
    try (var node = Node.ready(home, port);
        var api = node.api()) {
      await(api, request, "replied");
      api.awaitQuiet(SOON);
      api.assertBooksBalance();
      assertThat(sink.byId().get(request.replace("request_", "delivery_"))).hasSize(1);
      assertThat(
              api.get("/v1/tasks/" + request.replace("request_", "task_"))
                  .json()
                  .path("attempts")
                  .asInt(0))
          .isEqualTo(2);
    }
  }

  @Test
  void stop_ignored_a_program_that_outlived_its_killed_server_is_swept_at_the_next_start()
      throws IOException {
    var home = home("restart-orphans");
    List<ProcessHandle> orphans;
    try (var node = Node.ready(home, port);
        var api = node.api()) {
      ask(api, "parent", "me");
      Await.until(SOON, () -> home.read("parent.log").lines().count() == 2, node::tail);
      orphans = home.read("parent.log").lines().map(Long::valueOf).flatMap(this::process).toList();
      node.kill();
    }
    assertThat(orphans).hasSize(2).allMatch(ProcessHandle::isAlive);
    var innocent = new ProcessBuilder("sleep", "1000").directory(home.folder().toFile()).start();
    try {
      reuse(home, orphans.getFirst().pid(), innocent.pid());
      try (var node = Node.ready(home, port);
          var api = node.api()) {
        Await.until(
            SOON, () -> orphans.stream().noneMatch(ProcessHandle::isAlive), orphans::toString);
        home.holding("go", "");
        assertThat(innocent.isAlive()).isTrue();
        assertThat(node.said("programs.swept")).isTrue();
        api.awaitQuiet(SOON);
        api.assertBooksBalance();
      }
    } finally {
      innocent.destroyForcibly();
      orphans.forEach(ProcessHandle::destroyForcibly);
    }
  }

  private Stream<ProcessHandle> process(long pid) {
    return ProcessHandle.of(pid).stream();
  }

  /// Leaves a second mark, as of a program that is dead and whose number another process has.
  private static void reuse(Home home, long program, long other) throws IOException {
    var work = home.data().resolve("work");
    try (var files = Files.list(work)) {
      var mark = files.filter(file -> file.toString().endsWith(".run")).findFirst().orElseThrow();
      var text = Files.readString(mark);
      assertThat(text).contains("\n" + program + " ");
      Files.writeString(
          work.resolve("task_zzz-1.run"),
          text.replace("\n" + program + " ", "\n" + other + " ")
              .replace("HOLDFAST_ATTEMPT_ID=", "HOLDFAST_ATTEMPT_ID=not"));
    }
  }

  @Test
  void drain_blocked_a_hanging_program_holds_no_server_and_is_taken_up_again() {
    var home = home("restart-drain");
    String request;
    try (var node = Node.ready(home, port);
        var api = node.api()) {
      request = ask(api, "slow", "me");
      Await.until(SOON, () -> !home.read("slow.log").isEmpty(), node::tail);
      var program =
          ProcessHandle.of(Long.parseLong(home.read("slow.log").lines().findFirst().orElseThrow()));
      long began = System.nanoTime();
      node.stop();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(DRAINED);
      assertThat(program.map(ProcessHandle::isAlive).orElse(false))
          .as("it outlived its server")
          .isFalse();
    }
    home.holding("go", "");
    try (var node = Node.ready(home, port);
        var api = node.api()) {
      await(api, request, "replied");
      api.awaitQuiet(SOON);
      api.assertBooksBalance();
      assertThat(sink.byId().get(request.replace("request_", "delivery_"))).hasSize(1);
    }
  }

  @Test
  void drain_blocked_a_polite_stop_lets_short_work_end() {
    var home = home("restart-polite");
    try (var node = Node.ready(home, port);
        var api = node.api()) {
      var requests = IntStream.range(0, 10).mapToObj(i -> ask(api, "echo", "polite-" + i)).toList();
      node.stop();
      try (var again = Node.ready(home, port);
          var later = again.api()) {
        requests.forEach(request -> await(later, request, "replied"));
        later.awaitQuiet(SOON);
        later.assertBooksBalance();
        sink.byId().values().forEach(calls -> assertThat(calls).hasSize(1));
      }
    }
  }

  @Test
  void split_brain_a_second_process_on_the_same_file_is_refused_at_once() {
    var home = home("restart-second");
    try (var node = Node.ready(home, port)) {
      int code;
      try (var second = Node.start(home, Home.freePort())) {
        code = second.join();
        assertThat(second.tail()).contains("already");
      }
      assertThat(code).isNotZero();
      assertThat(node.isAlive()).isTrue();
      try (var api = node.api()) {
        await(api, ask(api, "echo", "still here"), "replied");
        api.assertBooksBalance();
      }
    }
  }

  private static String ask(Api api, String channel, String actor) {
    var body = Map.of("actor", actor, "channel", channel, "text", "hello " + actor);
    var reply = api.post("/v1/requests", body);
    assertThat(reply.status()).as(reply.body()).isEqualTo(202);
    return reply.text("request");
  }

  private static void await(Api api, String request, String status) {
    Await.until(
        SOON,
        () -> api.get("/v1/requests/" + request).text("status").equals(status),
        () ->
            List.of("/v1/requests/" + request, "/v1/tasks/" + request.replace("request_", "task_"))
                .stream()
                .map(path -> api.get(path).body())
                .toList()
                .toString());
  }

  private Home home(String name) {
    var home = Home.fresh(name);
    Agents.write(home);
    home.running(
        "slow.sh",
        """
        #!/bin/sh
        # Hangs until there is a file 'go' beside it.
        here=$(dirname "$0")
        cat > /dev/null
        echo "$$" >> "$here/slow.log"
        while [ ! -e "$here/go" ]; do sleep 0.1; done
        echo '{"output": {"text": "went"}}'
        """);
    home.running(
        "parent.sh",
        """
        #!/bin/sh
        # Hangs with a child until there is a file 'go' beside it.
        here=$(dirname "$0")
        cat > /dev/null
        sleep 1000 &
        echo "$$" >> "$here/parent.log"
        echo "$!" >> "$here/parent.log"
        while [ ! -e "$here/go" ]; do sleep 0.1; done
        echo '{"output": {"text": "went"}}'
        """);
    return home.holding(
        """
        holdfast: 1
        workspace: restart
        server: {data: ./data}
        egress: {allow: ["127.0.0.1:%d"]}
        lanes:
          slow: {concurrency: 2, queue: 100, timeout: 20s}
        channels:
          echo: {kind: webhook, url: "%s", secret: "${env:PROOF_SECRET}", responder: echo, unknown: retry}
          slow: {kind: webhook, url: "%s", secret: "${env:PROOF_SECRET}", responder: slow, unknown: retry}
          parent: {kind: webhook, url: "%s", secret: "${env:PROOF_SECRET}", responder: parent, unknown: retry}
        agents:
          echo: {kind: command, run: [./echo.sh]}
          slow: {kind: command, run: [./slow.sh], lane: slow}
          parent: {kind: command, run: [./parent.sh], lane: slow}
        contracts:
          echo: {objective: Answer, agent: echo, output: {schema: {type: object}}, budget: {time: 2m, attempts: 3}}
          slow: {objective: Wait, agent: slow, output: {schema: {type: object}}, budget: {time: 60s, attempts: 5}}
          parent: {objective: Wait, agent: parent, output: {schema: {type: object}}, budget: {time: 60s, attempts: 5}}
        """
            .formatted(sink.port(), sink.url(), sink.url(), sink.url()));
  }
}
