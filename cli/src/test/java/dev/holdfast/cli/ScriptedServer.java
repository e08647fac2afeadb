package dev.holdfast.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A real HTTP server that answers each path with what a test wrote down, and remembers what came.
final class ScriptedServer implements AutoCloseable {
  private final HttpServer http;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  final List<String> seen = new CopyOnWriteArrayList<>();

  /// The conditional headers of each request, empty where there were none.
  final List<String> conditions = new CopyOnWriteArrayList<>();

  record Answer(int status, String type, String body) {}

  ScriptedServer() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", this::answer);
    http.start();
  }

  ScriptedServer on(String request, int status, String body) {
    var type = status < 400 ? "application/json" : "application/problem+json";
    answers.put(request, new Answer(status, type, body));
    return this;
  }

  ScriptedServer stream(String request, String body) {
    answers.put(request, new Answer(200, "text/event-stream", body));
    return this;
  }

  String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    var request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var token = exchange.getRequestHeaders().getFirst("Authorization");
    seen.add((request + " " + body + " " + token).strip());
    conditions.add(condition(exchange, "If-Match") + condition(exchange, "If-None-Match"));
    var answer = answers.getOrDefault(request, new Answer(404, "text/plain", "no " + request));
    var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String condition(HttpExchange exchange, String name) {
    var value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : name + ": " + value;
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
