package dev.holdfast.control.workspace;

import dev.holdfast.control.workspace.Node.Mark;
import dev.holdfast.control.workspace.Node.ScalarType;
import dev.holdfast.core.config.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A group of keys being read. Every reader reports what is wrong and goes on with the default, so
/// that all findings come at once.
final class Section {
  private static final int TEXT_MAX = 16 * 1_024;
  private static final Pattern STEP = Pattern.compile("[^.\\[\\]]+");
  private static final Pattern DIGITS = Pattern.compile("\\d{1,6}");

  private final Node.Mapping node;
  private final String path;
  private final Shape shape;
  private final Findings findings;

  private Section(Node.Mapping node, String path, Shape shape, Findings findings) {
    this.node = node;
    this.path = path;
    this.shape = shape;
    this.findings = findings;
  }

  /// Opens a group and reports each key that its shape does not have.
  static Section open(Node node, String path, Shape shape, Findings findings) {
    var section = new Section(mapping(node, path, findings), path, shape, findings);
    section.node.members().forEach(section::refuseUnknown);
    return section;
  }

  private static Node.Mapping mapping(Node node, String path, Findings findings) {
    if (node instanceof Node.Mapping mapping) {
      return mapping;
    }
    if (!node.isNothing()) {
      findings.error(node.mark(), path, "must be a group of keys, not " + node.kind());
    }
    return new Node.Mapping(List.of(), node.mark());
  }

  private void refuseUnknown(Node.Member member) {
    if (shape.notYet().contains(member.key())) {
      findings.error(member.mark(), path(member.key()), "is not yet supported; leave it out");
    } else if (!shape.keys().contains(member.key())) {
      findings.error(
          member.mark(),
          path(member.key()),
          "is unknown" + Nearest.hint(member.key(), shape.keys()));
    }
  }

  String path() {
    return path;
  }

  String path(String key) {
    if (key.isEmpty()) {
      return path;
    }
    return path.isEmpty() ? key : path + "." + key;
  }

  /// Where the key stands, or the group if it is not there. A path like `checks[0].that` leads into
  /// what is below, as far as that exists.
  Mark mark(String below) {
    Node at = node;
    var mark = node.mark();
    for (var step : STEP.matcher(below).results().map(MatchResult::group).toList()) {
      if (at instanceof Node.Mapping mapping && mapping.member(step).isPresent()) {
        var member = mapping.member(step).get();
        mark = member.mark();
        at = member.value();
      } else if (at instanceof Node.Sequence(var items, _)
          && DIGITS.matcher(step).matches()
          && Integer.parseInt(step) < items.size()) {
        at = items.get(Integer.parseInt(step));
        mark = at.mark();
      } else {
        break;
      }
    }
    return mark;
  }

  /// @param key empty for the group itself
  void error(String key, String what) {
    findings.error(mark(key), path(key), what);
  }

  /// An error in one item of a key's list.
  void error(Texted item, String key, String what) {
    findings.error(item.mark(), path(key), what);
  }

  void warning(String key, String what) {
    findings.warning(mark(key), path(key), what);
  }

  boolean has(String key) {
    return value(key).isPresent();
  }

  /// A key's value; empty where the key is not there or has nothing.
  Optional<Node> value(String key) {
    if (!shape.keys().contains(key)) {
      throw new IllegalArgumentException(shape.name() + " has no key " + key);
    }
    return node.member(key).map(Node.Member::value).filter(value -> !value.isNothing());
  }

  Section section(String key, Shape inner) {
    var value = value(key).orElse(new Node.Mapping(List.of(), mark(key)));
    return open(value, path(key), inner, findings);
  }

  List<Section> sections(String key, Shape inner) {
    var items = items(key);
    var sections = new ArrayList<Section>();
    for (int i = 0; i < items.size(); i++) {
      sections.add(open(items.get(i), path(key) + "[" + i + "]", inner, findings));
    }
    return sections;
  }

  /// The members of a group whose keys are names that people give.
  List<Node.Member> named(String key) {
    var members = members(key);
    members.stream()
        .filter(member -> !Names.isName(member.key()))
        .forEach(
            member -> findings.error(member.mark(), path(key) + "." + member.key(), Names.REFUSED));
    return members;
  }

  /// The members of a group, whatever their keys are.
  List<Node.Member> members(String key) {
    return value(key).map(node -> mapping(node, path(key), findings).members()).orElse(List.of());
  }

  List<Node> items(String key) {
    return switch (value(key).orElse(new Node.Sequence(List.of(), Mark.NONE))) {
      case Node.Sequence(var items, _) -> items;
      case Node other -> {
        error(key, "must be a list, not " + other.kind());
        yield List.of();
      }
    };
  }

  String text(String key, String otherwise) {
    return scalar(key, List.of(ScalarType.TEXT)).map(this::plain).orElse(otherwise);
  }

  /// A text that must be there; empty where it is not.
  String required(String key) {
    var text = text(key, "");
    if (text.isBlank() && value(key).map(Section::isText).orElse(true)) {
      error(key, "is missing");
    }
    return text;
  }

  private static boolean isText(Node node) {
    return node instanceof Node.Scalar scalar && scalar.type() == ScalarType.TEXT;
  }

  /// The texts of a list, numbers and truths as they are written.
  List<Texted> texts(String key) {
    var texts = new ArrayList<Texted>();
    for (var item : items(key)) {
      if (item instanceof Node.Scalar scalar && !scalar.isNothing()) {
        texts.add(new Texted(plain(scalar), scalar.mark()));
      } else {
        findings.error(item.mark(), path(key), "must hold texts, not " + item.kind());
      }
    }
    return texts;
  }

  record Texted(String text, Mark mark) {}

  Duration duration(String key, Duration otherwise) {
    var text = text(key, "");
    if (text.isEmpty()) {
      return otherwise;
    }
    var duration = Quantities.duration(text);
    if (duration.isEmpty() || duration.get().isNegative()) {
      error(key, "must be a time like 250ms, 90s, 5m, 2h or 1d, not '" + text + "'");
      return otherwise;
    }
    return duration.get();
  }

  int number(String key, int least, int most, int otherwise) {
    return (int) number(key, least, (long) most, otherwise);
  }

  long number(String key, long least, long most, long otherwise) {
    var scalar = scalar(key, List.of(ScalarType.WHOLE));
    if (scalar.isEmpty()) {
      return otherwise;
    }
    var number = JsonTree.whole(scalar.get().text());
    if (number.bitLength() > 63 || number.longValue() < least || number.longValue() > most) {
      error(key, "must be between " + least + " and " + most + ", not " + number);
      return otherwise;
    }
    return number.longValue();
  }

  boolean truth(String key, boolean otherwise) {
    return scalar(key, List.of(ScalarType.TRUTH))
        .map(scalar -> scalar.text().equalsIgnoreCase("true"))
        .orElse(otherwise);
  }

  /// One of an enum's constants, written in lower case with dashes.
  <E extends Enum<E>> E choice(String key, E otherwise, String... notYet) {
    var text = text(key, "");
    return text.isEmpty() ? otherwise : chosen(new Texted(text, mark(key)), key, otherwise, notYet);
  }

  <E extends Enum<E>> E chosen(Texted texted, String key, E otherwise, String... notYet) {
    var constants = otherwise.getDeclaringClass().getEnumConstants();
    for (var constant : constants) {
      if (word(constant).equals(texted.text())) {
        return constant;
      }
    }
    var known = Arrays.stream(constants).map(Section::word).toList();
    findings.error(
        texted.mark(),
        path(key),
        Arrays.asList(notYet).contains(texted.text())
            ? "'" + texted.text() + "' is not yet supported; use one of " + String.join(", ", known)
            : "'" + texted.text() + "' is unknown" + Nearest.hint(texted.text(), known));
    return otherwise;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// A reference to a secret, never the secret itself.
  Secret secret(String key) {
    var scalar = scalar(key, List.of(ScalarType.values()));
    if (scalar.isEmpty()) {
      return new Secret.None();
    }
    var secret = Quantities.secret(scalar.get().text());
    if (secret.isEmpty()) {
      error(key, "must refer to a secret, as ${env:NAME} or ${file:path}, and not hold it");
    }
    return secret.orElse(new Secret.None());
  }

  private Optional<Node.Scalar> scalar(String key, List<ScalarType> types) {
    var value = value(key);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get() instanceof Node.Scalar scalar && types.contains(scalar.type())) {
      return Optional.of(scalar);
    }
    error(key, "must be " + types.getFirst().words() + ", not " + value.get().kind());
    return Optional.empty();
  }

  private String plain(Node.Scalar scalar) {
    if (Quantities.mentionsSecret(scalar.text())) {
      findings.error(
          scalar.mark(),
          path,
          "has a secret where none belongs; secrets are whole values of secret, password, key,"
              + " token and environment");
    }
    if (scalar.text().length() > TEXT_MAX) {
      findings.error(scalar.mark(), path, "has a text longer than " + TEXT_MAX + " characters");
    }
    return scalar.text();
  }
}
