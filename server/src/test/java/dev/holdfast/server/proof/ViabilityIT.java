package dev.holdfast.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of an examination that a server is killed in.
final class ViabilityIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Set<String> ENDED = Set.of("viable", "flawed", "untold");

  private final CountDownLatch midway = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final int port = Home.freePort();
  private HttpServer provider;

  @BeforeEach
  void open() throws IOException {
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    provider.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    provider.createContext("/v1/chat/completions", this::answer);
    provider.start();
  }

  @AfterEach
  void close() {
    goOn.countDown();
    provider.stop(0);
  }

  /// It answers the short questions, and hangs at the first long one.
  private void answer(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (body.contains("Count from")) {
      midway.countDown();
      try {
        goOn.await();
      } catch (InterruptedException stopped) {
        throw new IllegalStateException(stopped);
      }
    }
    var said =
        """
        data: {"model":"mini-1","choices":[{"index":0,"delta":{"content":"391"}}]}

        data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":12,"completion_tokens":1}}

        data: [DONE]

        """
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, said.length);
    try (var out = exchange.getResponseBody()) {
      out.write(said);
    }
  }

  private Home home() {
    return Home.fresh("viability-kill")
        .holding(
            """
            holdfast: 1
            workspace: viability
            server: {data: ./data}
            egress: {allow: ["127.0.0.1:%d"]}
            channels:
              desk: {kind: file, path: desk.jsonl, responder: clerk}
            models:
              providers:
                up: {kind: openai, url: "http://127.0.0.1:%d/v1", key: "${env:PROOF_SECRET}"}
                stand-in: {kind: practice}
              tiers: {small: [up/mini, stand-in/one]}
              checks: {window: 500}
            agents:
              clerk: {kind: model, tier: small}
            """
                .formatted(provider.getAddress().getPort(), provider.getAddress().getPort()));
  }

  private static Api.Reply known(Api api, String model) {
    return api.get("/v1/viability/" + model);
  }

  private static void awaitEnd(Api api, Node node, String model) {
    Await.until(SOON, () -> ENDED.contains(known(api, model).text("status")), () -> node.tail());
  }

  @Test
  void a_kill_in_the_middle_takes_nothing_back_and_leaves_nothing_hanging() throws Exception {
    var home = home();
    String at;
    try (var node = Node.ready(home, port);
        var api = node.api()) {
      var wanted = api.post("/v1/viability/check", Map.of("models", List.of("small")));
      assertThat(wanted.status()).as(wanted.body()).isEqualTo(202);
      awaitEnd(api, node, "stand-in/one");
      at = known(api, "stand-in/one").text("at");
      midway.await();
      assertThat(known(api, "up/mini").text("status")).isEqualTo("examining");
      node.kill();
    }
    goOn.countDown();
    try (var node = Node.ready(home, port);
        var api = node.api()) {
      assertThat(known(api, "stand-in/one").text("status")).isEqualTo("viable");
      assertThat(known(api, "stand-in/one").text("at")).isEqualTo(at);
      awaitEnd(api, node, "up/mini");
      assertThat(known(api, "up/mini").text("status")).isEqualTo("flawed");
      assertThat(known(api, "up/mini").text("version")).isEqualTo("mini-1");
      api.awaitQuiet(SOON);
      api.assertBooksBalance();
      node.stop();
    }
    var verified =
        Program.run(home.folder(), "ledger", "verify", "--json", "-w", home.folder().toString());
    assertThat(verified.code()).as(verified.toString()).isZero();
  }
}
