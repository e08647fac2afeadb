package dev.holdfast.execution.providers;

import dev.holdfast.core.models.Offer;
import dev.holdfast.core.models.Options;
import dev.holdfast.core.models.Part;
import dev.holdfast.core.models.Question;
import dev.holdfast.core.models.ToolWish;
import dev.holdfast.core.models.Turn;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a question as the body of Anthropic's `POST /messages`. Its turns alternate, so that what
/// several tools gave is one turn of the user.
final class MessagesRequest {
  /// It demands a limit; what is usual is within what every model of it can say.
  private static final long USUAL_MAX = 8192;

  private final ObjectNode body = Fields.MAPPER.createObjectNode();
  private final ArrayNode messages = body.putArray("messages");
  private final Question question;

  private MessagesRequest(Question question) {
    this.question = question;
  }

  static String body(String model, Question question) {
    var request = new MessagesRequest(question);
    request.body.put("model", model);
    request.body.put("stream", true);
    long max = question.options().maxTokens();
    request.body.put("max_tokens", max > 0 ? max : USUAL_MAX);
    request.turns();
    request.tools();
    request.form(question.options().form());
    request.sampling(Fields.MAPPER.readTree(question.options().sampling().text()));
    return Fields.written(request.body);
  }

  private void turns() {
    var instructions =
        question.turns().stream()
            .filter(Turn.Instructed.class::isInstance)
            .map(turn -> ((Turn.Instructed) turn).text())
            .collect(Collectors.joining("\n\n"));
    if (!instructions.isBlank()) {
      body.put("system", instructions);
    }
    question.turns().forEach(this::turn);
  }

  private void turn(Turn turn) {
    switch (turn) {
      case Turn.Instructed _ -> {
        // In one place, before everything.
      }
      case Turn.Asked(var parts) -> parts.forEach(part -> part(content("user"), part));
      case Turn.Given(var wish, _, var text) ->
          content("user")
              .addObject()
              .put("type", "tool_result")
              .put("tool_use_id", wish)
              .put("content", text);
      case Turn.Said(var text, var wishes) -> said(text, wishes);
    }
  }

  /// An answer that is begun may not end in white space, and an empty block is refused; white space
  /// at the end of an earlier answer is no loss.
  private void said(String text, List<ToolWish> wishes) {
    if (!text.isBlank()) {
      content("assistant").addObject().put("type", "text").put("text", text.stripTrailing());
    }
    for (var wish : wishes) {
      content("assistant")
          .addObject()
          .put("type", "tool_use")
          .put("id", wish.id())
          .put("name", wish.tool())
          .set("input", object(wish.arguments()));
    }
  }

  /// What a model wrote as arguments may be no object, which is not taken back as such.
  static JsonNode object(String arguments) {
    try {
      var tree = Fields.MAPPER.readTree(arguments);
      if (tree.isObject()) {
        return tree;
      }
    } catch (JacksonException _) {
      // Kept below, as the text that it is.
    }
    return Fields.MAPPER.createObjectNode().put("text", arguments);
  }

  private ArrayNode content(String role) {
    var last = messages.path(messages.size() - 1);
    if (Fields.text(last, "role").equals(role)) {
      return (ArrayNode) last.path("content");
    }
    return messages.addObject().put("role", role).putArray("content");
  }

  private static void part(ArrayNode content, Part part) {
    switch (part) {
      case Part.Text(var text) -> {
        if (!text.isEmpty()) {
          content.addObject().put("type", "text").put("text", text);
        }
      }
      case Part.Image(var url) -> {
        var source = content.addObject().put("type", "image").putObject("source");
        if (Picture.isInside(url)) {
          var picture = Picture.inside(url);
          source.put("type", "base64").put("media_type", picture.type());
          source.put("data", picture.base64());
        } else {
          source.put("type", "url").put("url", url);
        }
      }
    }
  }

  private void tools() {
    if (question.tools().isEmpty()) {
      return;
    }
    var tools = body.putArray("tools");
    for (Offer offer : question.tools()) {
      tools
          .addObject()
          .put("name", offer.name())
          .put("description", offer.purpose())
          .set("input_schema", Fields.MAPPER.readTree(offer.parameters().text()));
    }
    var choice = body.putObject("tool_choice");
    switch (question.options().choice()) {
      case Options.ToolChoice.Auto() -> choice.put("type", "auto");
      case Options.ToolChoice.Never() -> choice.put("type", "none");
      case Options.ToolChoice.Required() -> choice.put("type", "any");
      case Options.ToolChoice.Named(var tool) -> choice.put("type", "tool").put("name", tool);
    }
  }

  private void form(Options.Form form) {
    switch (form) {
      case Options.Form.Free(), Options.Form.Told _ -> {
        // Nothing to ask for.
      }
      case Options.Form.AnyJson() ->
          body.put(
              "system",
              (Fields.text(body, "system") + "\n\nAnswer with one JSON object and nothing else.")
                  .strip());
      case Options.Form.Schema(_, var schema) ->
          body.putObject("output_config")
              .putObject("format")
              .put("type", "json_schema")
              .set("schema", Fields.MAPPER.readTree(schema.text()));
    }
  }

  private void sampling(JsonNode sampling) {
    if (sampling.path("temperature").isNumber()) {
      // It ends at 1 here, at 2 elsewhere.
      body.put("temperature", Math.min(1, sampling.get("temperature").asDouble(1)));
    } else if (sampling.path("top_p").isNumber()) {
      // Newer models take one of the two.
      body.set("top_p", sampling.get("top_p"));
    }
    var stop = Sampling.stops(sampling);
    if (!stop.isEmpty()) {
      var stops = body.putArray("stop_sequences");
      stop.forEach(stops::add);
    }
    var user = Fields.text(sampling, "user");
    if (!user.isEmpty()) {
      body.putObject("metadata").put("user_id", user);
    }
    if (sampling.path("parallel_tool_calls").isBoolean()
        && !sampling.get("parallel_tool_calls").booleanValue()
        && body.path("tool_choice") instanceof ObjectNode choice
        && !Fields.text(choice, "type").equals("none")) {
      choice.put("disable_parallel_tool_use", true);
    }
  }
}
