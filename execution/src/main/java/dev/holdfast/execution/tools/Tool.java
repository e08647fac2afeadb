package dev.holdfast.execution.tools;

import dev.holdfast.core.Json;
import tools.jackson.databind.JsonNode;

/// Something that a model may use.
interface Tool {
  /// As contracts name it, e.g. `http.get`.
  String name();

  /// What it does, told to the model.
  String purpose();

  /// The JSON Schema of its arguments.
  Json parameters();

  Used use(JsonNode arguments) throws InterruptedException;
}
