package dev.holdfast.control.workspace;

import dev.holdfast.control.workspace.Node.Mark;
import dev.holdfast.control.workspace.Node.ScalarType;
import dev.holdfast.core.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// JSON texts into nodes (without lines), and nodes into JSON texts.
final class JsonTree {
  private static final int DEPTH_MAX = 100;
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonTree() {}

  static Node read(String text) throws Unreadable {
    try {
      var tree = MAPPER.readTree(text);
      if (tree.isMissingNode()) {
        throw new Unreadable(Mark.NONE, "is empty");
      }
      return node(tree);
    } catch (JacksonException broken) {
      throw new Unreadable(Mark.NONE, "is not JSON: " + broken.getOriginalMessage());
    }
  }

  private static Node node(JsonNode tree) {
    return switch (tree.getNodeType()) {
      case OBJECT -> mapping(tree);
      case ARRAY -> {
        var items = new ArrayList<Node>();
        tree.forEach(item -> items.add(node(item)));
        yield new Node.Sequence(List.copyOf(items), Mark.NONE);
      }
      case STRING -> scalar(tree.stringValue(), ScalarType.TEXT);
      case BOOLEAN -> scalar(tree.toString(), ScalarType.TRUTH);
      case NUMBER ->
          scalar(tree.toString(), tree.isIntegralNumber() ? ScalarType.WHOLE : ScalarType.DECIMAL);
      case NULL, MISSING -> scalar("null", ScalarType.NOTHING);
      case BINARY, POJO -> throw new IllegalStateException("no JSON text has " + tree);
    };
  }

  private static Node mapping(JsonNode tree) {
    var members = new ArrayList<Node.Member>();
    tree.properties()
        .forEach(member ->
            members.add(new Node.Member(member.getKey(), Mark.NONE, node(member.getValue()))));
    return new Node.Mapping(List.copyOf(members), Mark.NONE);
  }

  private static Node scalar(String text, ScalarType type) {
    return new Node.Scalar(text, type, Mark.NONE);
  }

  /// The node as a JSON text.
  static Json json(Node node) {
    var text = new StringBuilder();
    write(node, text);
    return new Json(text.toString());
  }

  private static void write(Node node, StringBuilder text) {
    switch (node) {
      case Node.Scalar scalar -> text.append(scalar(scalar));
      case Node.Sequence(var items, _) -> {
        var comma = "[";
        for (var item : items) {
          text.append(comma);
          write(item, text);
          comma = ",";
        }
        text.append(items.isEmpty() ? "[]" : "]");
      }
      case Node.Mapping(var members, _) -> {
        var comma = "{";
        for (var member : members) {
          text.append(comma).append(Json.string(member.key()).text()).append(':');
          write(member.value(), text);
          comma = ",";
        }
        text.append(members.isEmpty() ? "{}" : "}");
      }
    }
  }

  private static String scalar(Node.Scalar scalar) {
    return switch (scalar.type()) {
      case TEXT -> Json.string(scalar.text()).text();
      case TRUTH -> scalar.text().toLowerCase(Locale.ROOT);
      case NOTHING -> "null";
      case WHOLE -> whole(scalar.text()).toString();
      case DECIMAL -> decimal(scalar.text());
    };
  }

  /// YAML's whole numbers: decimal with a sign, `0x…`, `0o…`.
  static BigInteger whole(String text) {
    var digits = text.startsWith("+") ? text.substring(1) : text;
    if (digits.startsWith("0x")) {
      return new BigInteger(digits.substring(2), 16);
    }
    return digits.startsWith("0o")
        ? new BigInteger(digits.substring(2), 8)
        : new BigInteger(digits);
  }

  /// JSON has no infinity and no NaN; there they stand as texts.
  private static String decimal(String text) {
    return text.toLowerCase(Locale.ROOT).matches("[-+]?\\.(inf|nan)")
        ? Json.string(text).text()
        : new BigDecimal(text).toString();
  }
}
