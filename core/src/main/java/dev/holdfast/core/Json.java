package dev.holdfast.core;

import java.util.Map;
import java.util.stream.Collectors;

/// A JSON text (RFC 8259) that was read and written by the edge; the rules carry it and never look
/// inside.
public record Json(String text) {
  public static final Json NULL = new Json("null");
  public static final Json EMPTY = new Json("{}");

  private static final int FIRST_PRINTABLE = 0x20;

  public boolean isNull() {
    return text.equals("null");
  }

  public static Json string(String value) {
    var quoted = new StringBuilder(value.length() + 2).append('"');
    for (int i = 0; i < value.length(); i++) {
      append(quoted, value.charAt(i));
    }
    return new Json(quoted.append('"').toString());
  }

  /// The members in the map's order.
  public static Json object(Map<String, Json> members) {
    return new Json(
        members.entrySet().stream()
            .map(member -> string(member.getKey()).text() + ":" + member.getValue().text())
            .collect(Collectors.joining(",", "{", "}")));
  }

  /// The members of an object that is not empty come behind these.
  ///
  /// @throws IllegalArgumentException when this is not an object's text
  public Json behind(Map<String, Json> first) {
    if (!text.startsWith("{")) {
      throw new IllegalArgumentException("not an object: " + text);
    }
    if (first.isEmpty()) {
      return this;
    }
    var begun = object(first).text();
    return text.equals("{}")
        ? new Json(begun)
        : new Json(begun.substring(0, begun.length() - 1) + "," + text.substring(1));
  }

  private static void append(StringBuilder quoted, char character) {
    switch (character) {
      case '"' -> quoted.append("\\\"");
      case '\\' -> quoted.append("\\\\");
      case '\n' -> quoted.append("\\n");
      case '\r' -> quoted.append("\\r");
      case '\t' -> quoted.append("\\t");
      default -> {
        if (character < FIRST_PRINTABLE || Character.isSurrogate(character)) {
          quoted.append("\\u%04x".formatted((int) character));
        } else {
          quoted.append(character);
        }
      }
    }
  }
}
