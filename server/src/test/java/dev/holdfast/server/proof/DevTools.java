package dev.holdfast.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/// One tab's DevTools: commands that are answered, and events that are kept.
final class DevTools implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final AtomicInteger last = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final WebSocket socket;

  private DevTools(HttpClient client, URI tab) {
    this.socket = client.newWebSocketBuilder().buildAsync(tab, new Ear()).join();
  }

  static DevTools connect(HttpClient client, URI tab) {
    return new DevTools(client, tab);
  }

  /// The browser's "no" to a command, like one about an element that is no more.
  static final class Declined extends RuntimeException {
    private static final long serialVersionUID = 1;

    Declined(String message) {
      super(message);
    }
  }

  /// @throws Declined when the browser cannot do it
  JsonNode ask(String method, Map<String, ?> parameters) {
    int id = last.incrementAndGet();
    var answer = new CompletableFuture<JsonNode>();
    asked.put(id, answer);
    var text =
        Api.JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
    socket.sendText(text, true).join();
    try {
      var said = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (said.has("error")) {
        throw new Declined(method + ": " + said.path("error"));
      }
      return said.path("result");
    } catch (TimeoutException | ExecutionException | InterruptedException silent) {
      throw new AssertionError("the browser did not answer " + method, silent);
    } finally {
      asked.remove(id);
    }
  }

  /// What happened in the tab, of these kinds.
  List<JsonNode> events(String... methods) {
    return events.stream()
        .filter(event -> List.of(methods).contains(event.path("method").asString("")))
        .toList();
  }

  private void heard(JsonNode message) {
    var waiting = asked.get(message.path("id").asInt(0));
    if (waiting == null) {
      events.add(message);
    } else {
      waiting.complete(message);
    }
  }

  @Override
  public void close() {
    socket.abort();
    assertThat(socket.isInputClosed()).isTrue();
  }

  /// Puts the pieces of each message together.
  private final class Ear implements WebSocket.Listener {
    private final StringBuilder pieces = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence piece, boolean isLast) {
      pieces.append(piece);
      if (isLast) {
        heard(Api.JSON.readTree(pieces.toString()));
        pieces.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedStage(piece);
    }
  }
}
