package dev.holdfast.cli.link;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A good answer: its status and its text, exactly as it came.
public record Reply(int status, String text) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  public JsonNode json() {
    return read(text);
  }

  public static JsonNode read(String text) {
    return MAPPER.readTree(text);
  }

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }
}
