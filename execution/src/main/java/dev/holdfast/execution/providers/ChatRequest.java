package dev.holdfast.execution.providers;

import dev.holdfast.core.models.Offer;
import dev.holdfast.core.models.Options;
import dev.holdfast.core.models.Part;
import dev.holdfast.core.models.Question;
import dev.holdfast.core.models.Turn;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a question as the body of OpenAI's `POST /chat/completions`.
final class ChatRequest {
  private static final Set<String> SAMPLING =
      Set.of(
          "temperature",
          "top_p",
          "seed",
          "stop",
          "presence_penalty",
          "frequency_penalty",
          "reasoning_effort",
          "user");
  private static final String PARALLEL = "parallel_tool_calls";

  private final String limit;

  /// @param limit the field that limits the answer's tokens: OpenAI's own models know
  ///   `max_completion_tokens`, most other servers only its older name
  ChatRequest(String limit) {
    this.limit = limit;
  }

  String body(String model, Question question) {
    var body = Fields.MAPPER.createObjectNode();
    body.put("model", model);
    body.put("stream", true);
    body.putObject("stream_options").put("include_usage", true);
    var messages = body.putArray("messages");
    question.turns().forEach(turn -> message(messages.addObject(), turn));
    var options = question.options();
    if (!question.tools().isEmpty()) {
      tools(body.putArray("tools"), question.tools());
      choice(body, options.choice());
    }
    if (options.maxTokens() > 0) {
      body.put(limit, options.maxTokens());
    }
    form(body, options.form());
    sampling(body, Fields.MAPPER.readTree(options.sampling().text()), question.tools().isEmpty());
    return Fields.written(body);
  }

  private static void message(ObjectNode message, Turn turn) {
    switch (turn) {
      case Turn.Instructed(var text) -> message.put("role", "system").put("content", text);
      case Turn.Asked(var parts) -> asked(message.put("role", "user"), parts);
      case Turn.Given(var wish, _, var text) ->
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

  /// Plain text as a plain string, which every server understands.
  private static void asked(ObjectNode message, List<Part> parts) {
    if (parts.size() == 1 && parts.getFirst() instanceof Part.Text(var text)) {
      message.put("content", text);
      return;
    }
    var content = message.putArray("content");
    for (var part : parts) {
      switch (part) {
        case Part.Text(var text) -> content.addObject().put("type", "text").put("text", text);
        case Part.Image(var url) ->
            content.addObject().put("type", "image_url").putObject("image_url").put("url", url);
      }
    }
  }

  static void tools(ArrayNode tools, List<Offer> offers) {
    for (var offer : offers) {
      tools
          .addObject()
          .put("type", "function")
          .putObject("function")
          .put("name", offer.name())
          .put("description", offer.purpose())
          .set("parameters", Fields.MAPPER.readTree(offer.parameters().text()));
    }
  }

  private static void choice(ObjectNode body, Options.ToolChoice choice) {
    switch (choice) {
      case Options.ToolChoice.Auto() -> {
        // What they do unasked.
      }
      case Options.ToolChoice.Never() -> body.put("tool_choice", "none");
      case Options.ToolChoice.Required() -> body.put("tool_choice", "required");
      case Options.ToolChoice.Named(var tool) ->
          body.putObject("tool_choice")
              .put("type", "function")
              .putObject("function")
              .put("name", tool);
    }
  }

  private static void form(ObjectNode body, Options.Form form) {
    switch (form) {
      case Options.Form.Free(), Options.Form.Told _ -> {
        // Nothing to ask for.
      }
      case Options.Form.AnyJson() -> body.putObject("response_format").put("type", "json_object");
      case Options.Form.Schema(var name, var schema) -> {
        var tree = Fields.MAPPER.readTree(schema.text());
        var format = body.putObject("response_format").put("type", "json_schema");
        format
            .putObject("json_schema")
            .put("name", name)
            .put("strict", StrictSchema.allows(tree))
            .set("schema", tree);
      }
    }
  }

  private static void sampling(ObjectNode body, JsonNode sampling, boolean withoutTools) {
    for (var field : sampling.properties()) {
      boolean known = SAMPLING.contains(field.getKey());
      if (known || (field.getKey().equals(PARALLEL) && !withoutTools)) {
        body.set(field.getKey(), field.getValue());
      }
    }
  }
}
