package dev.holdfast.control.expressions;

import dev.holdfast.core.Expressions.Rendered;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.StringNode;

/// Templates: text with `{path}` places, a path being a name and then members or positions in a
/// list, joined by dots. `{{` is a plain brace.
final class Templates {
  private static final int TEMPLATE_MAX = 16 * 1_024;
  private static final int RENDERED_MAX = 1_024 * 1_024;
  private static final Pattern DOT = Pattern.compile("\\.");
  private static final Pattern PATH = Pattern.compile("[\\w-]+(\\.[\\w-]+)*");

  /// What is wrong with a template whose values have these names.
  List<Finding> findings(String template, Set<String> names) {
    var findings = new ArrayList<Finding>();
    for (var piece : pieces(template, findings)) {
      if (piece instanceof Piece.Place(var path) && !names.contains(path.getFirst())) {
        findings.add(
            new Finding(
                "{" + String.join(".", path) + "}",
                "'" + path.getFirst() + "' is not known here; known: " + String.join(", ", names)));
      }
    }
    return List.copyOf(findings);
  }

  Rendered render(String template, Map<String, Object> values) {
    var findings = new ArrayList<Finding>();
    var trees = new HashMap<String, JsonNode>();
    var text = new StringBuilder();
    for (var piece : pieces(template, findings)) {
      switch (piece) {
        case Piece.Plain(var plain) -> text.append(plain);
        case Piece.Place(var path) -> {
          var root = trees.computeIfAbsent(path.getFirst(), name -> tree(values, name));
          text.append(filled(root, path, findings));
        }
      }
      if (text.length() > RENDERED_MAX) {
        findings.add(new Finding("", "is longer than " + RENDERED_MAX + " characters when filled"));
        break;
      }
    }
    return findings.isEmpty()
        ? new Rendered.Text(text.toString())
        : new Rendered.Missing(List.copyOf(findings));
  }

  /// A value's own text: a string as it is, anything else as JSON.
  static String text(JsonNode value) {
    return value.isString() ? value.stringValue() : value.toString();
  }

  private static JsonNode tree(Map<String, Object> values, String name) {
    var value = values.get(name);
    if (value == null) {
      return MissingNode.getInstance();
    }
    try {
      return value instanceof Json json ? Trees.read(json) : StringNode.valueOf(value.toString());
    } catch (JacksonException _) {
      // What is not JSON has no members; every place in it becomes a finding.
      return MissingNode.getInstance();
    }
  }

  private static String filled(JsonNode root, List<String> path, List<Finding> findings) {
    var value = root;
    for (int i = 1; i < path.size(); i++) {
      value = step(value, path.get(i));
    }
    if (value.isMissingNode() || value.isNull()) {
      var what = value.isNull() ? "is null" : "has no value";
      findings.add(new Finding("{" + String.join(".", path) + "}", what));
      return "";
    }
    return text(value);
  }

  private static JsonNode step(JsonNode from, String name) {
    return from.isArray() && name.matches("\\d{1,6}")
        ? from.path(Integer.parseInt(name))
        : from.path(name);
  }

  private static List<Piece> pieces(String template, List<Finding> findings) {
    var pieces = new ArrayList<Piece>();
    if (template.length() > TEMPLATE_MAX) {
      findings.add(new Finding("", "is longer than " + TEMPLATE_MAX + " characters"));
      return pieces;
    }
    int at = 0;
    while (at < template.length()) {
      int brace = template.indexOf('{', at);
      if (brace < 0) {
        pieces.add(new Piece.Plain(template.substring(at)));
        break;
      }
      pieces.add(new Piece.Plain(template.substring(at, brace)));
      at = place(template, brace, pieces, findings);
    }
    return pieces;
  }

  /// Reads what begins with the brace, and returns where the text goes on.
  private static int place(String template, int brace, List<Piece> pieces, List<Finding> findings) {
    if (template.startsWith("{{", brace)) {
      pieces.add(new Piece.Plain("{"));
      return brace + 2;
    }
    int end = template.indexOf('}', brace);
    if (end < 0) {
      findings.add(new Finding("", "a '{' is never closed; write '{{' for a plain brace"));
      return template.length();
    }
    var path = template.substring(brace + 1, end);
    if (PATH.matcher(path).matches()) {
      pieces.add(new Piece.Place(DOT.splitAsStream(path).toList()));
    } else {
      findings.add(new Finding("{" + path + "}", "is not a path; write '{{' for a plain brace"));
    }
    return end + 1;
  }

  private sealed interface Piece {
    record Plain(String text) implements Piece {}

    record Place(List<String> path) implements Piece {}
  }
}
