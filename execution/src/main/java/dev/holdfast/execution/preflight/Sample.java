package dev.holdfast.execution.preflight;

import dev.holdfast.core.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// An output as a JSON Schema describes it: every member that the schema names, filled with
/// something of its type. It is not promised to be valid.
///
/// @param extent whether the schema describes all of it
record Sample(Json output, Extent extent) {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int DEPTH_MAX = 16;

  enum Extent {
    WHOLE,
    /// Some of it is described by what is not followed here (`$ref`, `anyOf`, …), or not at all.
    PARTLY
  }

  static Sample of(Json schema) {
    var filling = new Filling();
    try {
      var output = filling.fill(MAPPER.readTree(schema.text()), 0);
      return new Sample(new Json(output.toString()), filling.extent);
    } catch (JacksonException _) {
      // That the schema is none is found where it is read.
      return new Sample(Json.EMPTY, Extent.PARTLY);
    }
  }

  private static final class Filling {
    private Extent extent = Extent.WHOLE;

    JsonNode fill(JsonNode schema, int depth) {
      if (schema.has("const")) {
        return schema.get("const");
      }
      if (schema.path("enum").isArray() && !schema.path("enum").isEmpty()) {
        return schema.path("enum").get(0);
      }
      return switch (depth < DEPTH_MAX ? type(schema) : "") {
        case "object" -> object(schema, depth);
        case "array" -> array(schema, depth);
        case "string" -> NODES.stringNode("text");
        case "integer", "number" -> NODES.numberNode(1);
        case "boolean" -> NODES.booleanNode(true);
        case "null" -> NODES.nullNode();
        default -> untold();
      };
    }

    /// The first type that is a value; what has members is an object also when it does not say so.
    private static String type(JsonNode schema) {
      var type = schema.path("type");
      if (type.isArray()) {
        for (var one : type) {
          if (!one.asString("").equals("null")) {
            return one.asString("");
          }
        }
      }
      boolean named = schema.has("properties") || schema.has("required");
      return named ? "object" : type.asString("");
    }

    private JsonNode object(JsonNode schema, int depth) {
      var object = NODES.objectNode();
      schema
          .path("properties")
          .properties()
          .forEach(member -> object.set(member.getKey(), fill(member.getValue(), depth + 1)));
      for (var required : schema.path("required")) {
        var name = required.asString("");
        if (!object.has(name)) {
          object.set(name, untold());
        }
      }
      if (object.isEmpty()) {
        untold();
      }
      return object;
    }

    private JsonNode array(JsonNode schema, int depth) {
      var array = NODES.arrayNode();
      return array.add(fill(schema.path("items"), depth + 1));
    }

    private JsonNode untold() {
      extent = Extent.PARTLY;
      return NODES.stringNode("text");
    }
  }
}
