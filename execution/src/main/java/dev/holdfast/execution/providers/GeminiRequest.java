package dev.holdfast.execution.providers;

import dev.holdfast.core.models.Offer;
import dev.holdfast.core.models.Options;
import dev.holdfast.core.models.Part;
import dev.holdfast.core.models.Question;
import dev.holdfast.core.models.ToolWish;
import dev.holdfast.core.models.Turn;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a question as the body of Gemini's `:streamGenerateContent`.
final class GeminiRequest {
  /// What its documentation says to send with a wish that another model had.
  private static final String UNSIGNED = "skip_thought_signature_validator";

  private static final Map<String, String> NUMBERS =
      Map.of(
          "temperature", "temperature",
          "top_p", "topP",
          "seed", "seed",
          "presence_penalty", "presencePenalty",
          "frequency_penalty", "frequencyPenalty");

  private final ObjectNode body = Fields.MAPPER.createObjectNode();
  private final ArrayNode contents = body.putArray("contents");
  private final boolean demandsSignatures;

  private GeminiRequest(String model) {
    this.demandsSignatures = model.startsWith("gemini-3");
  }

  static String body(String model, Question question) {
    var request = new GeminiRequest(model);
    question.turns().forEach(request::turn);
    if (!question.tools().isEmpty() && !isHeldInstead(question.options())) {
      request.tools(question.tools(), question.options().choice());
    }
    request.generation(question.options());
    return Fields.written(request.body);
  }

  /// It takes tools or a schema; where none may be used, none is offered.
  private static boolean isHeldInstead(Options options) {
    return options.choice() instanceof Options.ToolChoice.Never
        && options.form() instanceof Options.Form.Schema;
  }

  private void turn(Turn turn) {
    switch (turn) {
      case Turn.Instructed(var text) ->
          body.withObject("/systemInstruction").withArray("parts").addObject().put("text", text);
      case Turn.Asked(var parts) -> parts.forEach(part -> part(parts("user"), part));
      case Turn.Given(var wish, var tool, var text) -> {
        var response = parts("user").addObject().putObject("functionResponse");
        id(response, wish);
        response.put("name", tool).putObject("response").put("output", text);
      }
      case Turn.Said(var text, var wishes) -> {
        if (!text.isEmpty()) {
          parts("model").addObject().put("text", text);
        }
        wishes.forEach(this::wish);
      }
    }
  }

  private void wish(ToolWish wish) {
    var part = parts("model").addObject();
    var call = part.putObject("functionCall");
    id(call, wish.id());
    call.put("name", wish.tool()).set("args", MessagesRequest.object(wish.arguments()));
    var signature = Signed.of(wish.id()).signature();
    if (!signature.isEmpty()) {
      part.put("thoughtSignature", signature);
    } else if (demandsSignatures) {
      part.put("thoughtSignature", UNSIGNED);
    }
  }

  /// One that was made up here means nothing there.
  private static void id(ObjectNode call, String wish) {
    var id = Signed.of(wish).id();
    if (!id.startsWith("call-")) {
      call.put("id", id);
    }
  }

  private ArrayNode parts(String role) {
    var last = contents.path(contents.size() - 1);
    if (Fields.text(last, "role").equals(role)) {
      return (ArrayNode) last.path("parts");
    }
    return contents.addObject().put("role", role).putArray("parts");
  }

  private static void part(ArrayNode parts, Part part) {
    switch (part) {
      case Part.Text(var text) -> parts.addObject().put("text", text);
      case Part.Image(var url) -> {
        if (Picture.isInside(url)) {
          var picture = Picture.inside(url);
          parts
              .addObject()
              .putObject("inlineData")
              .put("mimeType", picture.type())
              .put("data", picture.base64());
        } else {
          parts.addObject().putObject("fileData").put("fileUri", url);
        }
      }
    }
  }

  private void tools(List<Offer> offers, Options.ToolChoice choice) {
    var declarations = body.putArray("tools").addObject().putArray("functionDeclarations");
    for (var offer : offers) {
      declarations
          .addObject()
          .put("name", offer.name())
          .put("description", offer.purpose())
          .set("parametersJsonSchema", Fields.MAPPER.readTree(offer.parameters().text()));
    }
    var calling = body.putObject("toolConfig").putObject("functionCallingConfig");
    switch (choice) {
      case Options.ToolChoice.Auto() -> calling.put("mode", "AUTO");
      case Options.ToolChoice.Never() -> calling.put("mode", "NONE");
      case Options.ToolChoice.Required() -> calling.put("mode", "ANY");
      case Options.ToolChoice.Named(var tool) ->
          calling.put("mode", "ANY").putArray("allowedFunctionNames").add(tool);
    }
  }

  private void generation(Options options) {
    var generation = Fields.MAPPER.createObjectNode();
    if (options.maxTokens() > 0) {
      generation.put("maxOutputTokens", options.maxTokens());
    }
    switch (options.form()) {
      case Options.Form.Free(), Options.Form.Told _ -> {
        // Nothing to ask for.
      }
      case Options.Form.AnyJson() -> generation.put("responseMimeType", "application/json");
      case Options.Form.Schema(_, var schema) ->
          generation
              .put("responseMimeType", "application/json")
              .set("responseJsonSchema", Fields.MAPPER.readTree(schema.text()));
    }
    var sampling = Fields.MAPPER.readTree(options.sampling().text());
    Sampling.numbers(sampling, NUMBERS, generation);
    var stops = Sampling.stops(sampling);
    if (!stops.isEmpty()) {
      var sequences = generation.putArray("stopSequences");
      stops.forEach(sequences::add);
    }
    if (!generation.isEmpty()) {
      body.set("generationConfig", generation);
    }
  }
}
