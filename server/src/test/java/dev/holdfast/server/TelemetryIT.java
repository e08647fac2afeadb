package dev.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Traces from a real server to a collector, and that nothing of it is there where none is named.
final class TelemetryIT {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "b7ad6b7169203331";

  @TempDir private Path folder;
  private final LinkedBlockingQueue<byte[]> bodies = new LinkedBlockingQueue<>();
  private HttpServer collector;

  @BeforeEach
  void open() throws IOException {
    collector = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 8);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          bodies.add(exchange.getRequestBody().readAllBytes());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
  }

  @AfterEach
  void close() {
    collector.stop(0);
  }

  private void workspace(String server) throws IOException {
    Files.writeString(
        folder.resolve("holdfast.yaml"),
        """
        holdfast: 1
        server: {%s}
        egress: {allow: ["127.0.0.1:%d"]}
        models:
          providers: {stand-in: {kind: practice}}
          tiers: {small: [stand-in/one]}
        agents: {clerk: {kind: model, tier: small}}
        """
            .formatted(server, collector.getAddress().getPort()));
  }

  private void ask(RunningServer server) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(server.url().resolve("/v1/chat/completions"))
            .header("Authorization", "Bearer " + Files.readString(token()).strip())
            .header("Content-Type", "application/json")
            .header("traceparent", "00-" + TRACE + "-" + PARENT + "-01")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"model\":\"small\",\"messages\":[{\"role\":\"user\",\"content\":\"the secret"
                        + " word\"}]}"));
    try (var client = HttpClient.newHttpClient()) {
      var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }
  }

  private Path token() {
    return folder.resolve("data/admin.token");
  }

  @Test
  void a_call_is_a_span_under_its_callers_without_a_word_of_it() throws Exception {
    workspace(
        "telemetry: {otlp: \"http://127.0.0.1:%d\"}".formatted(collector.getAddress().getPort()));
    try (var server = RunningServer.start(folder)) {
      ask(server);
      var body = Optional.ofNullable(bodies.poll(20, TimeUnit.SECONDS)).orElseThrow();
      assertThat(HexFormat.of().formatHex(body)).contains(TRACE, PARENT);
      assertThat(new String(body, StandardCharsets.ISO_8859_1))
          .contains("chat one", "gen_ai.operation.name", "gen_ai.request.model", "stand-in")
          .contains("gen_ai.usage.input_tokens", "service.name", "holdfast", "node-")
          .doesNotContain("secret");
    }
  }

  @Test
  void without_a_collector_nothing_of_the_library_is_loaded() throws Exception {
    workspace("");
    var loaded = folder.resolve("classes.log");
    try (var server = RunningServer.start(folder, "-Xlog:class+load:file=" + loaded)) {
      ask(server);
      assertThat(server.stop()).as("ended by SIGTERM").isEqualTo(143);
    }
    assertThat(Files.readString(loaded))
        .contains("dev.holdfast.execution.models.Signals")
        .doesNotContain("io.opentelemetry", "OtlpSpans");
    assertThat(bodies).isEmpty();
  }
}
