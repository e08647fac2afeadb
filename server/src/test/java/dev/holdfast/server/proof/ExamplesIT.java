package dev.holdfast.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The workers that are shipped as examples do real work on a real server, and survive its kill.
final class ExamplesIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Path EXAMPLES = Path.of("..", "examples").toAbsolutePath().normalize();

  @Test
  void the_worker_in_python_answers_and_goes_on_after_a_kill() {
    works("python", List.of("python3", EXAMPLES.resolve("worker.py").toString(), "work"));
  }

  @Test
  void the_worker_in_javascript_answers_and_goes_on_after_a_kill() {
    works("javascript", List.of("node", EXAMPLES.resolve("worker.mjs").toString(), "work"));
  }

  private static void works(String name, List<String> command) {
    var home = Home.fresh("example-" + name);
    int port = Home.freePort();
    try (var sink = Sink.open()) {
      home.holding(yaml(sink));
      var asked = new ArrayList<String>();
      try (var worker = start(home, command, port)) {
        try (var node = Node.ready(home, port);
            var api = node.api()) {
          worker.begin(token(api, name));
          IntStream.range(0, 10).forEach(i -> asked.add(ask(api, i)));
          Await.until(SOON, () -> !sink.calls().isEmpty(), () -> node.tail() + worker.said());
          node.kill();
        }
        try (var node = Node.ready(home, port);
            var api = node.api()) {
          IntStream.range(10, 20).forEach(i -> asked.add(ask(api, i)));
          api.awaitQuiet(SOON.plusSeconds(60));
          api.assertBooksBalance();
          for (var delivery : asked) {
            assertThat(sink.byId().get(delivery).getFirst().body()).contains("echo: word");
          }
        }
      }
    }
  }

  private static String token(Api api, String name) {
    var made = api.post("/v1/tokens", Map.of("name", name, "role", "worker"));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made.text("secret");
  }

  private static String ask(Api api, int number) {
    var body = Map.of("actor", "asker-" + number, "channel", "desk", "text", "word " + number);
    var reply = api.post("/v1/requests", body);
    assertThat(reply.status()).as(reply.body()).isEqualTo(202);
    return reply.text("request").replace("request_", "delivery_");
  }

  private static Example start(Home home, List<String> command, int port) {
    var builder = new ProcessBuilder(command).directory(home.folder().toFile());
    builder.environment().put("HOLDFAST_URL", "http://127.0.0.1:" + port);
    builder.redirectErrorStream(true).redirectOutput(home.folder().resolve("worker.log").toFile());
    return new Example(home, builder);
  }

  /// A worker of the examples, as a process.
  private static final class Example implements AutoCloseable {
    private final Home home;
    private final ProcessBuilder builder;
    private final List<Process> processes = new ArrayList<>();

    private Example(Home home, ProcessBuilder builder) {
      this.home = home;
      this.builder = builder;
    }

    void begin(String token) {
      builder.environment().put("HOLDFAST_TOKEN", token);
      try {
        processes.add(builder.start());
      } catch (IOException notStarted) {
        throw new UncheckedIOException(notStarted);
      }
    }

    String said() {
      return home.read("worker.log");
    }

    @Override
    public void close() {
      processes.forEach(Process::destroyForcibly);
    }
  }

  private static String yaml(Sink sink) {
    return """
    holdfast: 1
    workspace: example
    egress: {allow: ["127.0.0.1:%d"]}
    lanes:
      work: {concurrency: 8, queue: 100, timeout: 10s}
    channels:
      desk: {kind: webhook, url: "%s", secret: "${env:PROOF_SECRET}", responder: work, unknown: retry}
    agents:
      hand: {kind: worker, lane: work}
    contracts:
      work:
        objective: Answer
        agent: hand
        output: {schema: {type: object, required: [text], properties: {text: {type: string}}}}
        budget: {time: 5m, attempts: 5}
    """
        .formatted(sink.port(), sink.url());
  }
}
