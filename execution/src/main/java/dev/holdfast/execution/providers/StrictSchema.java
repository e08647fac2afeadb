package dev.holdfast.execution.providers;

import java.util.HashSet;
import tools.jackson.databind.JsonNode;

/// Whether OpenAI's strict mode takes a schema: each object closed, each of its properties
/// required. Outside of it the schema is only a wish, but one that is not refused.
final class StrictSchema {
  private StrictSchema() {}

  static boolean allows(JsonNode schema) {
    if (schema.isObject() && schema.has("properties") && !isClosed(schema)) {
      return false;
    }
    if (schema.isObject() && "object".equals(Fields.text(schema, "type")) && !isClosed(schema)) {
      return false;
    }
    for (var inner : schema.values()) {
      if (!allows(inner)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isClosed(JsonNode schema) {
    var required = new HashSet<String>();
    schema.path("required").values().forEach(name -> required.add(name.asString("")));
    var open = schema.path("additionalProperties");
    return open.isBoolean()
        && !open.booleanValue()
        && required.containsAll(schema.path("properties").propertyNames());
  }
}
