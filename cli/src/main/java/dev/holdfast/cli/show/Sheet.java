package dev.holdfast.cli.show;

import tools.jackson.databind.JsonNode;

/// One object of the API as indented lines, empty members left out.
public final class Sheet {
  private static final String STEP = "  ";

  private final Screen screen;

  public Sheet(Screen screen) {
    this.screen = screen;
  }

  public void show(JsonNode object) {
    show(object, "");
  }

  private void show(JsonNode object, String indent) {
    int width = width(object);
    for (var member : object.properties()) {
      var value = member.getValue();
      var name = member.getKey() + ":";
      if (isNested(value)) {
        screen.line(indent + name);
        nested(value, indent + STEP);
      } else if (!isEmpty(value)) {
        var padding = " ".repeat(width - member.getKey().length() + 1);
        screen.line(indent + name + padding + plain(value, indent));
      }
    }
  }

  private void nested(JsonNode value, String indent) {
    if (value.isObject()) {
      show(value, indent);
      return;
    }
    for (var item : value) {
      if (item.isObject()) {
        screen.line(indent + "-");
        show(item, indent + STEP);
      } else {
        screen.line(indent + "- " + plain(item, indent));
      }
    }
  }

  private static int width(JsonNode object) {
    return object
        .propertyStream()
        .filter(member -> !isNested(member.getValue()) && !isEmpty(member.getValue()))
        .mapToInt(member -> member.getKey().length())
        .max()
        .orElse(0);
  }

  private static boolean isNested(JsonNode value) {
    return value.isContainer() && !value.isEmpty();
  }

  private static boolean isEmpty(JsonNode value) {
    return value.isNull() || value.isContainer() || value.asString().isEmpty();
  }

  private static String plain(JsonNode value, String indent) {
    return clean(value.asString()).replace("\n", "\n" + indent + STEP);
  }

  /// A text without what could steer a terminal.
  static String clean(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "�");
  }
}
