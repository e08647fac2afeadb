package dev.holdfast.gateway.models;

import dev.holdfast.core.Json;
import dev.holdfast.core.models.Options;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// Reads how the answer is to be: its length, its form, and how it is sampled.
final class Wishes {
  private static final int STOPS_MAX = 4;
  private static final Set<String> FORMS = Set.of("text", "json_object", "json_schema");

  private final Map<String, Json> sampling = new TreeMap<>();
  private final Item request;

  Wishes(Item request) {
    this.request = request;
  }

  /// What both APIs call the same.
  Wishes usual() {
    number("temperature", 0, 2);
    number("top_p", 0, 1);
    number("presence_penalty", -2, 2);
    number("frequency_penalty", -2, 2);
    keep("user", request.text("user", ""));
    if (request.has("parallel_tool_calls")) {
      boolean parallel = request.flag("parallel_tool_calls", true);
      sampling.put("parallel_tool_calls", new Json(Boolean.toString(parallel)));
    }
    return this;
  }

  private void number(String name, int min, int max) {
    request
        .number(name, min, max)
        .ifPresent(value -> sampling.put(name, new Json(value.toString())));
  }

  void seed() {
    if (request.has("seed")) {
      long seed = request.count("seed", 0, Long.MIN_VALUE);
      sampling.put("seed", new Json(Long.toString(seed)));
    }
  }

  void effort(String effort) {
    keep("reasoning_effort", effort);
  }

  private void keep(String name, String text) {
    if (!text.isEmpty()) {
      sampling.put(name, Json.string(text));
    }
  }

  void stop() {
    request
        .json("stop")
        .ifPresent(stop -> {
          boolean texts = stop.isArray() && stop.valueStream().allMatch(JsonNode::isString);
          if (stop.isString() || (texts && stop.size() <= STOPS_MAX)) {
            sampling.put("stop", new Json(stop.toString()));
          } else {
            request.wrong(
                "stop", "must be a string or a list of at most " + STOPS_MAX + " strings");
          }
        });
  }

  Json sampling() {
    return Json.object(sampling);
  }

  /// @param format `type` and, where that is `json_schema`, either the schema's own members or an
  ///   object that holds them
  static Options.Form form(Optional<Item> format) {
    if (format.isEmpty()) {
      return new Options.Form.Free();
    }
    var item = format.get();
    var form =
        switch (item.word("type", "", FORMS)) {
          case "json_object" -> new Options.Form.AnyJson();
          case "json_schema" ->
              schema(item.has("json_schema") ? item.neededObject("json_schema") : item);
          default -> new Options.Form.Free();
        };
    item.rest();
    return form;
  }

  private static Options.Form schema(Item schema) {
    var name = schema.needed("name");
    schema.neededObject("schema");
    var text = schema.json("schema").map(JsonNode::toString).orElse("{}");
    schema.member("strict");
    schema.member("description");
    return new Options.Form.Schema(name, new Json(text));
  }
}
