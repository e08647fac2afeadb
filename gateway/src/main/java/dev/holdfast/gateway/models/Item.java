package dev.holdfast.gateway.models;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// An object of a request, read member by member, with the place where it stands. What is wrong is
/// noted and read as something harmless, so that the caller learns everything at once.
final class Item {
  private final ObjectNode node;
  private final String where;
  private final Notes notes;
  private final Set<String> read = new HashSet<>();

  private Item(ObjectNode node, String where, Notes notes) {
    this.node = node;
    this.where = where;
    this.notes = notes;
  }

  static Item whole(ObjectNode body, Notes notes) {
    return new Item(body, "", notes);
  }

  String at(String name) {
    return where.isEmpty() ? name : where + "." + name;
  }

  /// The member, JSON null and absence being the same.
  Optional<JsonNode> member(String name) {
    read.add(name);
    var value = node.get(name);
    return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
  }

  boolean has(String name) {
    return node.hasNonNull(name);
  }

  String text(String name, String otherwise) {
    var value = member(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    if (!value.get().isString()) {
      wrong(name, "must be a string");
      return otherwise;
    }
    return encodable(name, value.get().stringValue());
  }

  /// A text that must be there and say something.
  String needed(String name) {
    var text = text(name, "");
    if (text.isEmpty() && !(has(name) && !node.get(name).isString())) {
      wrong(name, "is missing");
    }
    return text;
  }

  /// One of these words.
  String word(String name, String otherwise, Set<String> words) {
    var text = text(name, otherwise);
    if (!text.equals(otherwise) && !words.contains(text)) {
      wrong(name, "must be one of " + words.stream().sorted().toList() + ", not '" + text + "'");
      return otherwise;
    }
    return text;
  }

  boolean flag(String name, boolean otherwise) {
    var value = member(name);
    if (value.isPresent() && !value.get().isBoolean()) {
      wrong(name, "must be true or false");
      return otherwise;
    }
    return value.map(JsonNode::booleanValue).orElse(otherwise);
  }

  /// A whole number from `min` on.
  long count(String name, long otherwise, long min) {
    var value = member(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    if (!value.get().canConvertToLong() || value.get().asLong() < min) {
      wrong(name, "must be a whole number of at least " + min);
      return otherwise;
    }
    return value.get().asLong();
  }

  /// A number between two, as it was written.
  Optional<JsonNode> number(String name, int min, int max) {
    var value = member(name);
    if (value.isPresent() && !isBetween(value.get(), min, max)) {
      wrong(name, "must be a number from " + min + " to " + max);
      return Optional.empty();
    }
    return value;
  }

  private static boolean isBetween(JsonNode value, int min, int max) {
    return value.isNumber()
        && value.decimalValue().compareTo(BigDecimal.valueOf(min)) >= 0
        && value.decimalValue().compareTo(BigDecimal.valueOf(max)) <= 0;
  }

  Optional<Item> object(String name) {
    var value = member(name);
    if (value.isPresent() && !value.get().isObject()) {
      wrong(name, "must be an object");
      return Optional.empty();
    }
    return value.map(object -> item((ObjectNode) object, at(name)));
  }

  /// An object that must be there; an empty one where it is not.
  Item neededObject(String name) {
    if (!has(name)) {
      wrong(name, "is missing");
    }
    return object(name).orElseGet(() -> item(JsonNodeFactory.instance.objectNode(), at(name)));
  }

  /// The objects of a list of at most `max`.
  List<Item> objects(String name, int max) {
    var value = member(name);
    if (value.isEmpty()) {
      return List.of();
    }
    var list = value.get();
    if (!list.isArray() || !list.valueStream().allMatch(JsonNode::isObject)) {
      wrong(name, "must be a list of objects");
      return List.of();
    }
    if (list.size() > max) {
      wrong(name, "has " + list.size() + " items; at most " + max + " are taken");
      return List.of();
    }
    return IntStream.range(0, list.size())
        .mapToObj(i -> item((ObjectNode) list.get(i), at(name) + "[" + i + "]"))
        .toList();
  }

  private Item item(ObjectNode object, String place) {
    return new Item(object, place, notes);
  }

  /// JSON as it was written.
  Optional<JsonNode> json(String name) {
    return member(name)
        .map(value -> {
          encodable(name, value.toString());
          return value;
        });
  }

  /// A member that would change what is meant, and cannot be had.
  void refuse(String name, String why) {
    member(name).filter(Item::saysSomething).ifPresent(_ -> wrong(name, why));
  }

  private static boolean saysSomething(JsonNode value) {
    return !(value.isBoolean() && !value.booleanValue())
        && !(value.isContainer() && value.isEmpty());
  }

  /// Whatever nobody has read does no harm, and is told to the caller as passed over.
  void rest() {
    for (var name : node.propertyNames()) {
      if (!read.contains(name) && has(name)) {
        notes.ignores(at(name));
      }
    }
  }

  void wrong(String name, String what) {
    notes.wrong(at(name), what);
  }

  ObjectNode node() {
    return node;
  }

  Notes notes() {
    return notes;
  }

  /// Half a surrogate pair has no UTF-8: no provider would get what was sent.
  private String encodable(String name, String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      wrong(name, "contains half a surrogate pair");
      return "";
    }
    return text;
  }
}
