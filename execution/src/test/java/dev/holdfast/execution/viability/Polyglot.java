package dev.holdfast.execution.viability;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.core.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server with one model, `good`, that is asked in each provider's own words. It uses a tool only
/// where that is offered in those words, keeps to a schema only where they hold it to one, and cuts
/// what Ollama is asked to the window that it is told, or to a small one.
final class Polyglot implements AutoCloseable {
  static final String WISH = "{\"harbour\":\"Kiel\"}";
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int CHARACTERS_OF_A_TOKEN = 4;

  /// Every question, as it came.
  final List<JsonNode> questions = new CopyOnWriteArrayList<>();

  /// Tokens that it has room for, whatever Ollama's words say; beyond that it cuts, and says
  /// nothing.
  volatile long room = Long.MAX_VALUE;

  private final HttpServer server =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);

  Polyglot() throws IOException {
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    for (var words : Wording.values()) {
      server.createContext("/" + words, exchange -> answer(words, exchange));
    }
    server.start();
  }

  /// How it is asked, and how it answers.
  enum Wording {
    OPENAI {
      @Override
      Asked asked(JsonNode body) {
        var last = last(body.path("messages"));
        var text = text(last.path("content"));
        return new Asked(
            text,
            last.path("role").asString("").equals("tool"),
            named(body.at("/tools/0/function")),
            body.at("/response_format/json_schema/schema").isObject());
      }

      @Override
      String said(String text) {
        return event(
            "{\"model\":\"v-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":%s}}]}", text);
      }

      @Override
      String wish() {
        return event(
            "{\"model\":\"v-1\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"function\":{\"name\":\"harbour_depth\",\"arguments\":%s}}]}}]}",
            WISH);
      }

      @Override
      String end(boolean wished, long read) {
        return event(
                "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":%s}]}",
                wished ? "tool_calls" : "stop")
            + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":7}}\n\n"
            + "data: [DONE]\n\n";
      }

      @Override
      String listing() {
        return "{\"data\":[{\"id\":\"good\"}]}";
      }
    },
    ANTHROPIC {
      @Override
      Asked asked(JsonNode body) {
        var content = last(body.path("messages")).path("content").path(0);
        boolean isGiven = content.path("type").asString("").equals("tool_result");
        return new Asked(
            content.path(isGiven ? "content" : "text").asString(""),
            isGiven,
            named(body.at("/tools/0")),
            body.at("/output_config/format/schema").isObject());
      }

      @Override
      String said(String text) {
        return event(
            "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":%s}}",
            text);
      }

      @Override
      String wish() {
        return event(
                "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":%s,\"input\":{}}}",
                "harbour_depth")
            + event(
                "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":%s}}",
                WISH);
      }

      @Override
      String begin() {
        return event(
            "{\"type\":\"message_start\",\"message\":{\"model\":%s,\"usage\":{\"input_tokens\":12}}}",
            "v-1");
      }

      @Override
      String end(boolean wished, long read) {
        return event(
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":%s},\"usage\":{\"output_tokens\":7}}",
                wished ? "tool_use" : "end_turn")
            + "data: {\"type\":\"message_stop\"}\n\n";
      }

      @Override
      String listing() {
        return "{\"data\":[{\"type\":\"model\",\"id\":\"good\"}]}";
      }
    },
    GEMINI {
      @Override
      Asked asked(JsonNode body) {
        var part = last(body.path("contents")).path("parts").path(0);
        boolean isGiven = part.path("functionResponse").isObject();
        return new Asked(
            isGiven
                ? part.at("/functionResponse/response/output").asString("")
                : part.path("text").asString(""),
            isGiven,
            named(body.at("/tools/0/functionDeclarations/0")),
            body.at("/generationConfig/responseJsonSchema").isObject());
      }

      @Override
      String said(String text) {
        return event(
            "{\"modelVersion\":\"v-1\",\"candidates\":[{\"content\":{\"parts\":[{\"text\":%s}]}}]}",
            text);
      }

      @Override
      String wish() {
        return event(
            "{\"modelVersion\":\"v-1\",\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":%s,\"args\":"
                + WISH
                + "}}]}}]}",
            "harbour_depth");
      }

      @Override
      String end(boolean wished, long read) {
        return "data:"
                   + " {\"modelVersion\":\"v-1\",\"candidates\":[{\"content\":{\"parts\":[]},\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":12,\"candidatesTokenCount\":7}}\n\n";
      }

      @Override
      String listing() {
        return "{\"models\":[{\"name\":\"models/good\"}]}";
      }
    },
    OLLAMA {
      @Override
      Asked asked(JsonNode body) {
        var last = last(body.path("messages"));
        return new Asked(
            last.path("content").asString(""),
            last.path("role").asString("").equals("tool"),
            named(body.at("/tools/0/function")),
            body.path("format").isObject());
      }

      @Override
      String said(String text) {
        return line(
            "{\"model\":\"good\",\"message\":{\"role\":\"assistant\",\"content\":%s},\"done\":false}",
            text);
      }

      @Override
      String wish() {
        return line(
            "{\"model\":\"good\",\"message\":{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"function\":{\"name\":%s,\"arguments\":"
                + WISH
                + "}}]},\"done\":false}",
            "harbour_depth");
      }

      @Override
      String end(boolean wished, long read) {
        return "{\"model\":\"good\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":%d,\"eval_count\":7}\n"
            .formatted(read);
      }

      @Override
      String listing() {
        return "{\"models\":[{\"name\":\"good:latest\",\"model\":\"good:latest\",\"digest\":\"abc123\"}]}";
      }
    };

    /// What was asked, in no words of anybody.
    ///
    /// @param given whether a tool gave the text
    record Asked(String text, boolean given, boolean tools, boolean schema) {}

    abstract Asked asked(JsonNode body);

    abstract String said(String text);

    abstract String wish();

    /// @param read tokens of the question that it has read
    abstract String end(boolean wished, long read);

    abstract String listing();

    String begin() {
      return "";
    }

    static JsonNode last(JsonNode list) {
      return list.path(list.size() - 1);
    }

    static String text(JsonNode content) {
      return content.isString() ? content.stringValue() : content.at("/0/text").asString("");
    }

    static boolean named(JsonNode tool) {
      return tool.path("name").asString("").equals("harbour_depth");
    }

    static String line(String template, String text) {
      return template.formatted(Json.string(text).text()) + "\n";
    }

    static String event(String template, String text) {
      return "data: " + line(template, text) + "\n";
    }

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url(Wording words) {
    return "http://127.0.0.1:" + port() + "/" + words;
  }

  private void answer(Wording words, HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("GET")) {
      send(exchange, 200, words.listing());
      return;
    }
    var body = MAPPER.readTree(exchange.getRequestBody());
    questions.add(body);
    var asked = words.asked(body);
    long tokens = asked.text().length() / CHARACTERS_OF_A_TOKEN;
    send(exchange, 200, answer(words, asked, Math.min(tokens, window(words, body))));
  }

  /// What Ollama reads of a question where nobody says how much that is to be.
  private long window(Wording words, JsonNode body) {
    return words == Wording.OLLAMA
        ? Math.min(room, body.at("/options/num_ctx").asLong(2_048))
        : Long.MAX_VALUE;
  }

  private static String answer(Wording words, Wording.Asked asked, long read) {
    boolean wishes = asked.text().contains("Use the tool") && asked.tools() && !asked.given();
    if (wishes) {
      return words.begin() + words.wish() + words.end(true, read);
    }
    var text = asked.text();
    int kept = (int) Math.min(text.length(), read * CHARACTERS_OF_A_TOKEN + CHARACTERS_OF_A_TOKEN);
    var said = asked.given() ? text : said(text.substring(text.length() - kept), asked.schema());
    var answer = new StringBuilder(words.begin());
    for (var piece : said.split("(?<= )")) {
      answer.append(words.said(piece));
    }
    return answer.append(words.end(false, read)).toString();
  }

  private static String said(String text, boolean schema) {
    return text.contains("JSON object") && !schema
        ? "I like harbours."
        : Pupils.right(text).orElse("391");
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
