package dev.holdfast.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A provider that speaks chat completions and does what the last message says: `use the tool`, `as
/// json`, `as bad json` (and well when it is told so), `cut off`, `too long`, `never end`; else it
/// repeats it.
final class ModelUpstream implements AutoCloseable {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String USAGE =
      """
      "usage":{"prompt_tokens":12,"completion_tokens":7,"total_tokens":19,"prompt_tokens_details":{"cached_tokens":4}}\
      """;

  /// What [#USAGE] says.
  private static final long COUNTED = 19;

  /// Counted down when a caller has hung up on an answer that never ends.
  final CountDownLatch hungUp = new CountDownLatch(1);

  /// How often it was asked, and how many tokens it has counted.
  final AtomicLong asked = new AtomicLong();

  final AtomicLong tokens = new AtomicLong();

  /// What it was asked last.
  final AtomicReference<String> last = new AtomicReference<>("");

  private final HttpServer server;

  ModelUpstream() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 64);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/chat/completions", this::answer);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    var body = MAPPER.readTree(exchange.getRequestBody());
    var messages = body.path("messages");
    var last = messages.get(messages.size() - 1);
    var text = words(last.path("content"));
    this.last.set(text);
    if (text.equals("too long")) {
      refuse(exchange);
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (var out = exchange.getResponseBody()) {
      if (last.path("role").asString().equals("tool")) {
        say(out, "The tool said: ", text);
      } else if (text.equals("use the tool")) {
        wish(out);
      } else if (text.equals("as bad json")) {
        say(out, "{\"name\":\"Ann\"}");
      } else if (text.startsWith("Your answer breaks the schema")) {
        say(out, "{\"name\":\"Ann\",\"age\":4}");
      } else if (text.equals("as json")) {
        say(out, "{\"name\":\"Ann\",", "\"age\":3}");
      } else if (text.equals("cut off")) {
        delta(out, "\"content\":\"Half an ans\"");
        exchange.close();
      } else if (text.equals("never end")) {
        neverEnd(out);
      } else {
        say(out, "You said: ", text);
      }
    } catch (IOException cut) {
      if (!text.equals("cut off")) {
        throw new UncheckedIOException(cut);
      }
    }
  }

  private void neverEnd(OutputStream out) {
    try {
      while (true) {
        delta(out, "\"content\":\"more \"");
      }
    } catch (IOException _) {
      hungUp.countDown();
    }
  }

  private static String words(JsonNode content) {
    return content.isString() ? content.stringValue() : content.path(0).path("text").asString("");
  }

  private static void refuse(HttpExchange exchange) throws IOException {
    var error =
        "{\"error\":{\"message\":\"maximum context length is 10"
            + " tokens\",\"type\":\"invalid_request_error\",\"code\":\"context_length_exceeded\"}}";
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(400, error.length());
    try (var out = exchange.getResponseBody()) {
      out.write(error.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void say(OutputStream out, String... pieces) throws IOException {
    for (var piece : pieces) {
      delta(out, "\"content\":" + MAPPER.writeValueAsString(piece));
    }
    end(out, "stop");
  }

  private void wish(OutputStream out) throws IOException {
    delta(
        out,
        "\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\",\"function\":"
            + "{\"name\":\"look\",\"arguments\":\"\"}}]");
    delta(out, "\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"at\\\":\"}}]");
    delta(out, "\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"\\\"door\\\"}\"}}]");
    end(out, "tool_calls");
  }

  private static void delta(OutputStream out, String members) throws IOException {
    event(out, "\"choices\":[{\"index\":0,\"delta\":{" + members + "},\"finish_reason\":null}]");
  }

  private void end(OutputStream out, String finish) throws IOException {
    tokens.addAndGet(COUNTED);
    event(out, "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + finish + "\"}]");
    event(out, "\"choices\":[]," + USAGE);
    out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
  }

  private static void event(OutputStream out, String members) throws IOException {
    var event =
        "data:"
            + " {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"mini-1\","
            + members
            + "}\n\n";
    out.write(event.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
