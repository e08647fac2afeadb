package dev.holdfast.execution.providers;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads JSON that others wrote; what is absent or of another type is empty or zero.
final class Fields {
  static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Fields() {}

  static String text(JsonNode node, String name) {
    var field = node.path(name);
    return field.isString() ? field.stringValue() : "";
  }

  /// Never negative: counts are.
  static long count(JsonNode node, String name) {
    var field = node.path(name);
    return field.isNumber() ? Math.max(0, field.asLong(0)) : 0;
  }

  static int index(JsonNode node, String name, int otherwise) {
    var field = node.path(name);
    return field.isInt() ? field.intValue() : otherwise;
  }

  static String written(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }
}
