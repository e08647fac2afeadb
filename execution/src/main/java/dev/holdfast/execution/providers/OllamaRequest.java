package dev.holdfast.execution.providers;

import dev.holdfast.core.models.Options;
import dev.holdfast.core.models.Part;
import dev.holdfast.core.models.Question;
import dev.holdfast.core.models.Turn;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// Writes a question as the body of Ollama's `POST /api/chat`. A question that is too long is cut
/// there without a word unless it is told not to: `truncate` and `shift` say so, and `num_ctx` is
/// always named, because its default is a small part of what the model can.
final class OllamaRequest {
  private static final Map<String, String> NUMBERS =
      Map.of(
          "temperature", "temperature",
          "top_p", "top_p",
          "seed", "seed",
          "presence_penalty", "presence_penalty",
          "frequency_penalty", "frequency_penalty");

  private final int window;

  OllamaRequest(int window) {
    this.window = window;
  }

  static boolean isWritable(Question question) {
    return question.turns().stream()
        .filter(Turn.Asked.class::isInstance)
        .flatMap(turn -> ((Turn.Asked) turn).parts().stream())
        .allMatch(part ->
            switch (part) {
              case Part.Text _ -> true;
              case Part.Image(var url) -> Picture.isInside(url);
            });
  }

  String body(String model, Question question) {
    var body = Fields.MAPPER.createObjectNode();
    body.put("model", model).put("stream", true);
    body.put("truncate", false).put("shift", false);
    var messages = body.putArray("messages");
    question.turns().forEach(turn -> message(messages.addObject(), turn));
    var options = question.options();
    // It knows no choice of tools but to offer none.
    if (!question.tools().isEmpty() && !(options.choice() instanceof Options.ToolChoice.Never)) {
      ChatRequest.tools(body.putArray("tools"), question.tools());
    }
    switch (options.form()) {
      case Options.Form.Free(), Options.Form.Told _ -> {
        // Nothing to ask for.
      }
      case Options.Form.AnyJson() -> body.put("format", "json");
      case Options.Form.Schema(_, var schema) ->
          body.set("format", Fields.MAPPER.readTree(schema.text()));
    }
    sampling(body.putObject("options"), options);
    return Fields.written(body);
  }

  private static void message(ObjectNode message, Turn turn) {
    switch (turn) {
      case Turn.Instructed(var text) -> message.put("role", "system").put("content", text);
      case Turn.Asked asked -> asked(message.put("role", "user"), asked);
      case Turn.Given(_, var tool, var text) ->
          message.put("role", "tool").put("tool_name", tool).put("content", text);
      case Turn.Said(var text, var wishes) -> {
        message.put("role", "assistant").put("content", text);
        if (!wishes.isEmpty()) {
          var calls = message.putArray("tool_calls");
          wishes.forEach(wish ->
              calls
                  .addObject()
                  .putObject("function")
                  .put("name", wish.tool())
                  .set("arguments", MessagesRequest.object(wish.arguments())));
        }
      }
    }
  }

  private static void asked(ObjectNode message, Turn.Asked asked) {
    message.put(
        "content",
        asked.parts().stream()
            .filter(Part.Text.class::isInstance)
            .map(part -> ((Part.Text) part).text())
            .collect(Collectors.joining("\n")));
    for (var part : asked.parts()) {
      if (part instanceof Part.Image(var url)) {
        message.withArray("images").add(Picture.inside(url).base64());
      }
    }
  }

  private void sampling(ObjectNode into, Options options) {
    into.put("num_ctx", window);
    if (options.maxTokens() > 0) {
      into.put("num_predict", options.maxTokens());
    }
    var sampling = Fields.MAPPER.readTree(options.sampling().text());
    Sampling.numbers(sampling, NUMBERS, into);
    var stops = Sampling.stops(sampling);
    if (!stops.isEmpty()) {
      var list = into.putArray("stop");
      stops.forEach(list::add);
    }
  }
}
