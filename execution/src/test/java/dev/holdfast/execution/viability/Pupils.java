package dev.holdfast.execution.viability;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.core.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server of models that speak chat completions and answer an examination, each with a weakness
/// of its own that its name tells: `good`, `toolless`, `deaf` (does not hear what a tool gave),
/// `forgetful` (loses the beginning of what is long), `lump` (all at once), `fenced` (JSON in a
/// code block), `mute`, `busy`; any other is not there.
final class Pupils implements AutoCloseable {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Pattern CODE = Pattern.compile("code is (\\S+)\\.");
  private static final int REMEMBERED = 12_000;

  /// What every model calls itself.
  volatile String version = "pupil-1";

  /// What the list of models says is loaded as `good`.
  volatile String digest = "sha:1";

  /// What is answered to short questions.
  volatile String wit = "391";

  private final CountDownLatch gate = new CountDownLatch(1);
  private volatile String held = "";
  private final Map<String, List<String>> asked = new ConcurrentHashMap<>();
  private final HttpServer server =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);

  Pupils() throws IOException {
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/chat/completions", this::answer);
    server.createContext("/models", this::list);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  /// This one answers nothing until it is released.
  void hold(String model) {
    held = model;
  }

  void release() {
    gate.countDown();
  }

  private void await(String model) {
    if (model.equals(held)) {
      try {
        gate.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  int asked(String model) {
    return asked.getOrDefault(model, List.of()).size();
  }

  private void list(HttpExchange exchange) throws IOException {
    var list = "{\"data\":[{\"id\":\"good\",\"digest\":\"%s\"}]}".formatted(digest);
    send(exchange, 200, "application/json", list);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var body = MAPPER.readTree(exchange.getRequestBody());
    var model = body.path("model").asString();
    asked.computeIfAbsent(model, _ -> new CopyOnWriteArrayList<>()).add(body.toString());
    await(model);
    switch (model) {
      case "good", "toolless", "deaf", "forgetful", "lump", "fenced", "mute" ->
          send(exchange, 200, "text/event-stream", events(model, body));
      case "busy" -> send(exchange, 503, "application/json", "{}");
      default ->
          send(
              exchange,
              404,
              "application/json",
              "{\"error\":{\"message\":\"no such model\",\"code\":\"model_not_found\"}}");
    }
  }

  private String events(String model, JsonNode body) {
    var messages = body.path("messages");
    var last = messages.get(messages.size() - 1);
    var text = words(last.path("content"));
    boolean isGiven = last.path("role").asString().equals("tool");
    if (text.contains("Use the tool") && !isGiven && !model.equals("toolless")) {
      return wish();
    }
    var said = isGiven ? (model.equals("deaf") ? "It is deep." : text) : said(model, text);
    var pieces = model.equals("lump") ? List.of(said) : List.of(said.split("(?<= )"));
    return pieces.stream()
            .map(piece -> delta("\"content\":" + Json.string(piece).text()))
            .collect(Collectors.joining())
        + end("stop");
  }

  private String said(String model, String text) {
    if (model.equals("mute")) {
      return "";
    }
    var read =
        model.equals("forgetful") && text.length() > REMEMBERED
            ? text.substring(text.length() - REMEMBERED)
            : text;
    var said = right(read).orElse(wit);
    return model.equals("fenced") && said.startsWith("{") ? "```json\n" + said + "\n```" : said;
  }

  /// What a good pupil says to a question that is no canary, without a tool.
  static Optional<String> right(String text) {
    if (text.contains("Use the tool")) {
      return Optional.of("I cannot look that up.");
    }
    if (text.contains("JSON object")) {
      return Optional.of(
          "{\"harbour\": \"Kiel\", \"depth\": 14, \"cranes\": [\"north\", \"south\"]}");
    }
    if (text.contains("Count from")) {
      return Optional.of(
          IntStream.rangeClosed(1, 40)
              .mapToObj(Integer::toString)
              .collect(Collectors.joining(" ")));
    }
    return text.contains("every code")
        ? Optional.of(
            CODE.matcher(text)
                .results()
                .map(code -> code.group(1))
                .collect(Collectors.joining(" ")))
        : Optional.empty();
  }

  private static String words(JsonNode content) {
    return content.isString() ? content.stringValue() : content.path(0).path("text").asString("");
  }

  private String wish() {
    return delta(
            "\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"harbour_depth\",\"arguments\":\"{\\\"harbour\\\":"
                + " \\\"Kiel\\\"}\"}}]")
        + end("tool_calls");
  }

  private String delta(String members) {
    return event("\"choices\":[{\"index\":0,\"delta\":{" + members + "},\"finish_reason\":null}]");
  }

  private String end(String finish) {
    return event("\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + finish + "\"}]")
        + event("\"choices\":[],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":7}")
        + "data: [DONE]\n\n";
  }

  private String event(String members) {
    return "data: {\"id\":\"c1\",\"model\":\"" + version + "\"," + members + "}\n\n";
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    release();
    server.stop(0);
  }
}
