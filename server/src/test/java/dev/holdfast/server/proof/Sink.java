package dev.holdfast.server.proof;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;

/// A webhook receiver that remembers everything it was sent, and misbehaves as it is told.
final class Sink implements AutoCloseable {
  /// What becomes of one call.
  enum Mood {
    /// Takes it and says so.
    TAKE,
    /// The same, after a while that the sender still waits.
    TAKE_SLOWLY,
    /// Takes it, and says so when the sender has stopped waiting.
    TAKE_TOO_LATE,
    /// Takes it, and breaks the connection instead of saying so.
    TAKE_AND_VANISH,
    /// Refuses it for now: 503.
    REFUSE,
    /// Refuses it for good: 400.
    REFUSE_FOR_GOOD,
    /// 410.
    GONE,
    /// Sends the caller elsewhere.
    REDIRECT;

    boolean takes() {
      return switch (this) {
        case TAKE, TAKE_SLOWLY, TAKE_TOO_LATE, TAKE_AND_VANISH -> true;
        case REFUSE, REFUSE_FOR_GOOD, GONE, REDIRECT -> false;
      };
    }

    /// Whether the sender was told that it was taken.
    boolean tells() {
      return this == TAKE || this == TAKE_SLOWLY;
    }
  }

  /// One call, in the order in which they came in.
  record Call(String id, String body, Mood mood, Map<String, List<String>> headers) {}

  private final HttpServer server;
  private final BiFunction<String, Integer, Mood> temper;
  private final Duration slow;
  private final Duration tooLate;
  private final Map<String, CopyOnWriteArrayList<Call>> byId = new ConcurrentHashMap<>();
  private final CopyOnWriteArrayList<Call> calls = new CopyOnWriteArrayList<>();

  private Sink(HttpServer server, BiFunction<String, Integer, Mood> temper, Duration tooLate) {
    this.server = server;
    this.temper = temper;
    this.slow = Duration.ofMillis(50);
    this.tooLate = tooLate;
  }

  /// A receiver that always takes.
  static Sink open() {
    return open((_, _) -> Mood.TAKE, Duration.ofSeconds(2));
  }

  /// @param temper the mood for a message's id and the number of earlier calls with it
  /// @param tooLate how long `TAKE_TOO_LATE` waits
  static Sink open(BiFunction<String, Integer, Mood> temper, Duration tooLate) {
    try {
      var server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
      var sink = new Sink(server, temper, tooLate);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", sink::answer);
      server.start();
      return sink;
    } catch (IOException notOpened) {
      throw new UncheckedIOException(notOpened);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var id = id(exchange, body);
    var seen = byId.computeIfAbsent(id, _ -> new CopyOnWriteArrayList<>());
    Mood mood;
    synchronized (seen) {
      mood = temper.apply(id, seen.size());
      var call = new Call(id, body, mood, Map.copyOf(exchange.getRequestHeaders()));
      seen.add(call);
      calls.add(call);
    }
    switch (mood) {
      case TAKE -> tell(exchange, 200);
      case TAKE_SLOWLY -> {
        Await.pass(slow);
        tell(exchange, 200);
      }
      case TAKE_TOO_LATE -> {
        Await.pass(tooLate);
        tell(exchange, 200);
      }
      case TAKE_AND_VANISH -> exchange.close();
      case REFUSE -> tell(exchange, 503);
      case REFUSE_FOR_GOOD -> tell(exchange, 400);
      case GONE -> tell(exchange, 410);
      case REDIRECT -> {
        exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/elsewhere");
        tell(exchange, 302);
      }
    }
  }

  private static String id(HttpExchange exchange, String body) {
    var header = exchange.getRequestHeaders().getFirst("webhook-id");
    return header == null ? body : header;
  }

  private static void tell(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/hook";
  }

  Map<String, CopyOnWriteArrayList<Call>> byId() {
    return byId;
  }

  /// Calls in order of their coming.
  List<Call> calls() {
    return calls;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
