package dev.holdfast.gateway.http;

import dev.holdfast.core.Finding;
import dev.holdfast.core.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A JSON object being read, member by member. Whatever is missing, of the wrong type or unknown is
/// gathered as a finding, so that the sender learns all at once; reads then give a harmless value,
/// and nobody uses them before [#problem] was asked.
public final class Form {
  /// Names (actors, channels, threads, workers, keys) are at most this long.
  public static final int NAME_LONGEST = 200;

  private final ObjectNode node;
  private final List<Finding> findings;
  private final Set<String> known = new HashSet<>();
  private final Optional<Problem> broken;

  private Form(ObjectNode node, List<Finding> findings, Optional<Problem> broken) {
    this.node = node;
    this.findings = findings;
    this.broken = broken;
  }

  public static Form of(ObjectNode node) {
    return new Form(node, new ArrayList<>(), Optional.empty());
  }

  static Form broken(Problem problem) {
    var nothing = JsonNodeFactory.instance.objectNode();
    return new Form(nothing, new ArrayList<>(), Optional.of(problem));
  }

  /// A required text that is not blank.
  public String text(String name) {
    var value = text(name, "");
    if (value.isBlank()) {
      missing(name);
    }
    return value;
  }

  public String text(String name, String fallback) {
    return read(name, JsonNode::isString, "a string", fallback, this::wellFormed);
  }

  /// A required name: short and without control characters.
  public String name(String name) {
    return named(name, text(name));
  }

  public String name(String name, String fallback) {
    return named(name, text(name, fallback));
  }

  private String named(String name, String value) {
    if (value.length() > NAME_LONGEST) {
      wrong(name, "is longer than " + NAME_LONGEST + " characters");
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      wrong(name, "has control characters");
    }
    return value;
  }

  public long whole(String name, long fallback, long min, long max) {
    var value =
        read(name, JsonNode::canConvertToLong, "a whole number", fallback, JsonNode::asLong);
    if (value < min || value > max) {
      wrong(name, "must be between " + min + " and " + max + ", not " + value);
      return fallback;
    }
    return value;
  }

  /// A required whole number.
  public long whole(String name, long min, long max) {
    if (!node.has(name)) {
      known.add(name);
      missing(name);
      return min;
    }
    return whole(name, min, min, max);
  }

  public boolean flag(String name, boolean fallback) {
    return read(name, JsonNode::isBoolean, "true or false", fallback, JsonNode::booleanValue);
  }

  /// ISO 8601 or `90s`, `5m`, `2h`, `1d`, `250ms`.
  public Duration duration(String name, Duration fallback) {
    var text = text(name, "");
    return text.isEmpty()
        ? fallback
        : Durations.parse(text)
            .orElseGet(() -> {
              wrong(name, "is not a duration like 90s, 5m or PT20S: '" + text + "'");
              return fallback;
            });
  }

  /// RFC 3339 with offset.
  public Instant time(String name, Instant fallback) {
    var text = text(name, "");
    if (text.isEmpty()) {
      return fallback;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException _) {
      wrong(name, "is not a time with offset like 2027-01-01T09:00:00+01:00: '" + text + "'");
      return fallback;
    }
  }

  /// Any JSON; JSON null where it is absent.
  public Json json(String name) {
    return read(name, _ -> true, "JSON", Json.NULL, this::json);
  }

  /// A JSON array's text, `[]` where it is absent.
  public Json array(String name) {
    return read(name, JsonNode::isArray, "an array", new Json("[]"), this::json);
  }

  /// A list of texts, empty where it is absent.
  public List<String> texts(String name, int max) {
    var texts =
        read(
            name,
            node -> node.isArray() && node.valueStream().allMatch(JsonNode::isString),
            "an array of strings",
            List.<String>of(),
            node -> node.valueStream().map(this::wellFormed).toList());
    if (texts.size() > max) {
      wrong(name, "has " + texts.size() + " items; at most " + max + " are taken");
      return List.of();
    }
    return texts;
  }

  /// One of the words of an enum, in lower camel case.
  public <E extends Enum<E>> E word(String name, Class<E> words, E fallback) {
    var text = text(name, "");
    if (text.isEmpty()) {
      return fallback;
    }
    for (var constant : words.getEnumConstants()) {
      if (Words.of(constant).equals(text)) {
        return constant;
      }
    }
    wrong(name, "must be one of " + Words.all(words) + ", not '" + text + "'");
    return fallback;
  }

  /// The objects of a batch, each with findings of its own.
  public List<Form> items(String name, int max) {
    if (!node.has(name)) {
      missing(name);
    }
    return objects(name, max).stream().map(Form::of).toList();
  }

  private List<ObjectNode> objects(String name, int max) {
    var objects =
        read(
            name,
            node -> node.isArray() && node.valueStream().allMatch(JsonNode::isObject),
            "an array of objects",
            List.<ObjectNode>of(),
            node -> node.valueStream().map(ObjectNode.class::cast).toList());
    if (objects.size() > max) {
      wrong(name, "has " + objects.size() + " items; at most " + max + " are taken");
      return List.of();
    }
    return objects;
  }

  /// The members but these, for somebody else to read.
  public ObjectNode except(Set<String> names) {
    node.propertyNames().forEach(known::add);
    var rest = node.deepCopy().without(names);
    whole(rest.toString());
    return rest;
  }

  public boolean has(String name) {
    return node.has(name);
  }

  public void missing(String name) {
    wrong(name, "is missing");
  }

  public void wrong(String name, String what) {
    findings.add(new Finding(name, what));
  }

  /// Everything that is wrong, once all members were read; a member that nobody read is unknown.
  public List<Finding> findings() {
    for (var name : node.propertyNames()) {
      if (known.add(name)) {
        wrong(name, "is not known");
      }
    }
    return List.copyOf(findings);
  }

  public Optional<Problem> problem() {
    if (broken.isPresent()) {
      return broken;
    }
    var all = findings();
    return all.isEmpty() ? Optional.empty() : Optional.of(Problems.malformed(all));
  }

  private <T> T read(
      String name,
      Predicate<JsonNode> fits,
      String wanted,
      T fallback,
      Function<JsonNode, T> reading) {
    known.add(name);
    var value = node.get(name);
    if (value == null || value.isNull()) {
      return fallback;
    }
    if (!fits.test(value)) {
      wrong(name, "must be " + wanted);
      return fallback;
    }
    return reading.apply(value);
  }

  private Json json(JsonNode value) {
    return new Json(whole(value.toString()));
  }

  private String wellFormed(JsonNode value) {
    return whole(value.stringValue());
  }

  /// Half a surrogate pair has no UTF-8: it would come back changed from any store.
  private String whole(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (i + 1 == text.length()
            || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
          findings.add(new Finding("", "contains half a surrogate pair"));
          return "";
        }
        i++;
      }
    }
    return text;
  }
}
