package dev.holdfast.execution.models;

import dev.holdfast.core.Json;
import dev.holdfast.execution.egress.Lines;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Puts a streamed chat completion together (Server-Sent Events with one JSON chunk each, ended by
/// `[DONE]`). Only an answer that says why it ended, and then that it is done, is an answer.
final class ChatStream implements Lines {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int TEXT_MAX = 1 << 20;
  private static final int WISHES_MAX = 32;
  private static final String DATA = "data:";

  private final StringBuilder text = new StringBuilder();
  private final TreeMap<Integer, Wish> wishes = new TreeMap<>();
  private String finish = "";
  private String broken = "";
  private String complaint = "";
  private boolean done = false;
  private Json usage = Json.NULL;

  @Override
  public Heard line(String line) {
    if (line.isEmpty() || line.startsWith(":") || isOtherField(line)) {
      return Heard.KEEP_ALIVE;
    }
    if (!line.startsWith(DATA)) {
      broken = "a line of the stream is no event";
      return Heard.ENOUGH;
    }
    var chunk = line.substring(DATA.length()).strip();
    if (chunk.equals("[DONE]")) {
      done = true;
      return Heard.ENOUGH;
    }
    try {
      return hear(MAPPER.readTree(chunk));
    } catch (JacksonException malformed) {
      broken = "a chunk of the stream is not JSON: " + malformed.getOriginalMessage();
      return Heard.ENOUGH;
    }
  }

  private static boolean isOtherField(String line) {
    return line.startsWith("event:") || line.startsWith("id:") || line.startsWith("retry:");
  }

  private Heard hear(JsonNode chunk) {
    if (chunk.hasNonNull("error")) {
      complaint = chunk.get("error").path("message").asString("the provider gave no words");
      return Heard.ENOUGH;
    }
    if (chunk.path("usage").isObject()) {
      usage = new Json(MAPPER.writeValueAsString(chunk.get("usage")));
    }
    var choice = chunk.path("choices").path(0);
    var delta = choice.path("delta");
    boolean spoke = say(delta);
    boolean content = wish(delta.path("tool_calls")) || spoke;
    if (choice.path("finish_reason").isString()) {
      finish = choice.get("finish_reason").stringValue();
      content = true;
    }
    return broken.isEmpty() ? heard(content) : Heard.ENOUGH;
  }

  private static Heard heard(boolean content) {
    return content ? Heard.CONTENT : Heard.KEEP_ALIVE;
  }

  /// Thoughts that are not part of the answer still show that the model is at work.
  private boolean say(JsonNode delta) {
    var said = delta.path("content").asString("");
    text.append(said);
    if (text.length() > TEXT_MAX) {
      broken = "the answer is longer than " + TEXT_MAX + " characters";
    }
    return !said.isEmpty()
        || !delta.path("reasoning_content").asString("").isEmpty()
        || !delta.path("reasoning").asString("").isEmpty();
  }

  private boolean wish(JsonNode calls) {
    for (var call : calls.values()) {
      int index = call.path("index").asInt(wishes.size());
      var wish = wishes.computeIfAbsent(index, _ -> new Wish());
      wish.id.append(call.path("id").asString(""));
      wish.tool.append(call.path("function").path("name").asString(""));
      wish.arguments.append(call.path("function").path("arguments").asString(""));
      if (wishes.size() > WISHES_MAX || wish.arguments.length() > TEXT_MAX) {
        broken = "the answer wants too many tools, or gives them too much";
      }
    }
    return !calls.isEmpty();
  }

  /// The answer, once the stream has ended by itself.
  Spoken spoken() {
    if (!complaint.isEmpty()) {
      return Spoken.failed("provider-error", complaint);
    }
    if (!broken.isEmpty()) {
      return Spoken.doubtful("malformed-stream", broken);
    }
    if (!done || finish.isEmpty()) {
      return Spoken.doubtful("truncated-stream", "the stream ended without its end marker");
    }
    return switch (finish) {
      case "length" -> Spoken.failed("answer-too-long", "the model reached its token limit");
      case "content_filter" ->
          Spoken.hopeless("content-filter", "the provider withheld the answer");
      default -> new Spoken.Answered(new Turn.Said(text.toString(), wished()), usage);
    };
  }

  private List<Turn.ToolWish> wished() {
    var wished = new ArrayList<Turn.ToolWish>();
    wishes.forEach((index, wish) ->
        wished.add(
            new Turn.ToolWish(
                wish.id.isEmpty() ? "call-" + index : wish.id.toString(),
                wish.tool.toString(),
                wish.arguments.toString())));
    return List.copyOf(wished);
  }

  private static final class Wish {
    private final StringBuilder id = new StringBuilder();
    private final StringBuilder tool = new StringBuilder();
    private final StringBuilder arguments = new StringBuilder();
  }
}
