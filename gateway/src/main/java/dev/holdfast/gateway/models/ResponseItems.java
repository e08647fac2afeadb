package dev.holdfast.gateway.models;

import dev.holdfast.core.models.ToolWish;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The items of a response's output.
final class ResponseItems {
  private final Mark mark;

  ResponseItems(Mark mark) {
    this.mark = mark;
  }

  String id(String prefix, int index) {
    return prefix + "_" + mark.id() + index;
  }

  ObjectNode message(int index, String text) {
    var item = opened(index);
    item.put("status", "completed");
    item.withArrayProperty("content").add(part(text));
    return item;
  }

  /// A message that says nothing yet.
  ObjectNode opened(int index) {
    var item = JsonNodeFactory.instance.objectNode();
    item.put("id", id("msg", index));
    item.put("type", "message");
    item.put("status", "in_progress");
    item.put("role", "assistant");
    item.putArray("content");
    return item;
  }

  static ObjectNode part(String text) {
    var part = JsonNodeFactory.instance.objectNode();
    part.put("type", "output_text");
    part.put("text", text);
    part.putArray("annotations");
    part.putArray("logprobs");
    return part;
  }

  ObjectNode call(int index, ToolWish wish) {
    return called(index, wish).put("status", "completed");
  }

  /// A call whose arguments may be still to come.
  ObjectNode called(int index, ToolWish wish) {
    var item = JsonNodeFactory.instance.objectNode();
    item.put("id", id("fc", index));
    item.put("type", "function_call");
    item.put("status", "in_progress");
    item.put("call_id", wish.id());
    item.put("name", wish.tool());
    item.put("arguments", wish.arguments());
    return item;
  }
}
