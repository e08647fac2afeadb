package dev.holdfast.control.expressions;

import dev.cel.common.values.NullValue;
import dev.holdfast.core.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads JSON texts, and turns them into the values that expressions work on: whole numbers are
/// Long, others Double, null is CEL's own.
final class Trees {
  private static final int DEPTH_MAX = 100;
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
                  .build())
          .build();

  private Trees() {}

  /// @throws tools.jackson.core.JacksonException if it is not JSON, or nested too deeply
  static JsonNode read(Json json) {
    return MAPPER.readTree(json.text());
  }

  /// A fact as a value of an expression.
  static Object value(Object fact) {
    return fact instanceof Json json ? value(read(json)) : fact;
  }

  private static Object value(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> object(node);
      case ARRAY -> array(node);
      case STRING -> node.stringValue();
      case BOOLEAN -> node.booleanValue();
      case NUMBER -> number(node);
      case NULL, MISSING -> NullValue.NULL_VALUE;
      case BINARY, POJO -> throw new IllegalStateException("no JSON text has " + node);
    };
  }

  private static Object number(JsonNode node) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    }
    return node.doubleValue();
  }

  private static Map<String, Object> object(JsonNode node) {
    var members = new LinkedHashMap<String, Object>();
    node.properties().forEach(member -> members.put(member.getKey(), value(member.getValue())));
    return members;
  }

  private static List<Object> array(JsonNode node) {
    var items = new ArrayList<Object>(node.size());
    node.forEach(item -> items.add(value(item)));
    return items;
  }
}
