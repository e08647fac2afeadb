package dev.holdfast.execution.models;

import dev.holdfast.execution.tools.Offer;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a question as the body of OpenAI's `POST /chat/completions`.
final class ChatRequest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private ChatRequest() {}

  static String body(Question question) {
    var body = MAPPER.createObjectNode();
    body.put("model", question.model());
    body.put("stream", true);
    body.putObject("stream_options").put("include_usage", true);
    var messages = body.putArray("messages");
    question.turns().forEach(turn -> message(messages.addObject(), turn));
    if (!question.tools().isEmpty()) {
      tools(body.putArray("tools"), question.tools());
    }
    return MAPPER.writeValueAsString(body);
  }

  private static void message(ObjectNode message, Turn turn) {
    switch (turn) {
      case Turn.Instructed(var text) -> message.put("role", "system").put("content", text);
      case Turn.Asked(var text) -> message.put("role", "user").put("content", text);
      case Turn.Given(var wish, var text) ->
          message.put("role", "tool").put("tool_call_id", wish).put("content", text);
      case Turn.Said(var text, var wishes) -> {
        message.put("role", "assistant").put("content", text);
        if (!wishes.isEmpty()) {
          var calls = message.putArray("tool_calls");
          wishes.forEach(wish ->
              calls
                  .addObject()
                  .put("id", wish.id())
                  .put("type", "function")
                  .putObject("function")
                  .put("name", wish.tool())
                  .put("arguments", wish.arguments()));
        }
      }
    }
  }

  private static void tools(ArrayNode tools, List<Offer> offers) {
    for (var offer : offers) {
      tools
          .addObject()
          .put("type", "function")
          .putObject("function")
          .put("name", offer.name())
          .put("description", offer.purpose())
          .set("parameters", MAPPER.readTree(offer.parameters().text()));
    }
  }
}
