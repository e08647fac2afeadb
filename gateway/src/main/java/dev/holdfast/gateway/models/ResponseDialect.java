package dev.holdfast.gateway.models;

import dev.holdfast.gateway.http.Route;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Responses.
final class ResponseDialect implements Dialect {
  private static final JsonNode NULL = JsonNodeFactory.instance.nullNode();

  @Override
  public String path() {
    return "/v1/responses";
  }

  @Override
  public Route.Spec spec() {
    return new Route.Spec(
            "Ask a model, as OpenAI's responses do", "ResponseRequest", 200, "ModelResponse")
        .batch();
  }

  @Override
  public Wanted read(ObjectNode body, Notes notes) {
    return ResponseReading.read(body, notes);
  }

  @Override
  public ObjectNode whole(Wanted wanted, Mark mark, Outcome.Answered answered) {
    var items = new ResponseItems(mark);
    var output = JsonNodeFactory.instance.arrayNode();
    var said = answered.said();
    if (!said.text().isEmpty() || said.wishes().isEmpty()) {
      output.add(items.message(0, said.text()));
    }
    for (var wish : said.wishes()) {
      output.add(items.call(output.size(), wish));
    }
    return ended(wanted, mark, answered, output);
  }

  /// A response whose answer is there.
  static ObjectNode ended(Wanted wanted, Mark mark, Outcome.Answered answered, ArrayNode output) {
    var body =
        switch (answered.finish()) {
          case STOP, TOOLS -> response(wanted, mark, "completed", output);
          case LENGTH -> {
            var incomplete = response(wanted, mark, "incomplete", output);
            incomplete.putObject("incomplete_details").put("reason", "max_output_tokens");
            yield incomplete;
          }
        };
    body.put("model", answered.by().model().text());
    body.set("usage", Usages.response(answered.usage()));
    body.set("holdfast", Usages.ours(answered.by()));
    return body;
  }

  /// A response in any state, without its usage.
  static ObjectNode response(Wanted wanted, Mark mark, String status, ArrayNode output) {
    var asked = wanted.body();
    var body = JsonNodeFactory.instance.objectNode();
    body.put("id", "resp_" + mark.id());
    body.put("object", "response");
    body.put("created_at", mark.at().getEpochSecond());
    body.put("status", status);
    body.put("background", false);
    body.putNull("error");
    body.putNull("incomplete_details");
    repeat(asked, body, "instructions", NULL);
    repeat(asked, body, "max_output_tokens", NULL);
    body.put("model", wanted.model());
    body.set("output", output);
    repeat(asked, body, "parallel_tool_calls", JsonNodeFactory.instance.booleanNode(true));
    body.putNull("previous_response_id");
    repeat(asked, body, "reasoning", JsonNodeFactory.instance.objectNode());
    body.put("store", false);
    repeat(asked, body, "temperature", NULL);
    repeat(asked, body, "text", format());
    repeat(asked, body, "tool_choice", JsonNodeFactory.instance.stringNode("auto"));
    repeat(asked, body, "tools", JsonNodeFactory.instance.arrayNode());
    repeat(asked, body, "top_p", NULL);
    body.put("truncation", "disabled");
    body.putNull("usage");
    repeat(asked, body, "user", NULL);
    repeat(asked, body, "metadata", JsonNodeFactory.instance.objectNode());
    return body;
  }

  private static ObjectNode format() {
    var text = JsonNodeFactory.instance.objectNode();
    text.putObject("format").put("type", "text");
    return text;
  }

  private static void repeat(ObjectNode asked, ObjectNode body, String name, JsonNode otherwise) {
    body.set(name, asked.hasNonNull(name) ? asked.get(name) : otherwise);
  }

  @Override
  public Script script(Wanted wanted, Mark mark) {
    return new ResponseScript(wanted, mark);
  }
}
