package dev.holdfast.gateway.http;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Json;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/// A JSON object being written. What is absent (an empty text, a JSON null) is left out.
public final class Doc {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private final ObjectNode node = JsonNodeFactory.instance.objectNode();

  public Doc text(String name, String value) {
    if (!value.isEmpty()) {
      node.put(name, value);
    }
    return this;
  }

  public Doc number(String name, long value) {
    node.put(name, value);
    return this;
  }

  public Doc flag(String name, boolean value) {
    node.put(name, value);
    return this;
  }

  /// RFC 3339, in UTC.
  public Doc time(String name, Instant value) {
    node.put(name, value.toString());
    return this;
  }

  /// A JSON text, put in as it is.
  public Doc json(String name, Json value) {
    if (!value.isNull()) {
      node.putRawValue(name, new RawValue(value.text()));
    }
    return this;
  }

  public Doc node(String name, JsonNode value) {
    node.set(name, value);
    return this;
  }

  public Doc doc(String name, Doc value) {
    node.set(name, value.node);
    return this;
  }

  public Doc docs(String name, Collection<Doc> values) {
    var array = array(name);
    values.forEach(value -> array.add(value.node));
    return this;
  }

  public Doc texts(String name, Collection<String> values) {
    var array = array(name);
    values.forEach(array::add);
    return this;
  }

  private ArrayNode array(String name) {
    return node.putArray(name);
  }

  public Doc diagnostic(String name, Diagnostic value) {
    return doc(name, new Doc().diagnostic(value));
  }

  /// The diagnostic's own members, among the others.
  public Doc diagnostic(Diagnostic value) {
    return text("code", value.code())
        .text("cause", value.cause())
        .text("impact", value.impact())
        .text("nextAction", value.nextAction());
  }

  public Doc findings(String name, List<Finding> values) {
    return docs(
        name,
        values.stream()
            .map(value -> new Doc().text("where", value.where()).text("what", value.what()))
            .toList());
  }

  /// A list with its cursor; `nextCursor` is null where the list ends.
  public static Doc page(Collection<Doc> items, String nextCursor) {
    var page = new Doc().docs("items", items);
    if (nextCursor.isEmpty()) {
      page.node.putNull("nextCursor");
    }
    return page.text("nextCursor", nextCursor);
  }

  /// The text, on one line.
  public String line() {
    return MAPPER.writeValueAsString(node);
  }
}
