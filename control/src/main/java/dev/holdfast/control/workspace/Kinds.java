package dev.holdfast.control.workspace;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The `kind` of a section, which says what other keys it has.
final class Kinds {
  private Kinds() {}

  /// The kind; empty, and reported, when there is none such.
  static <E extends Enum<E>> Optional<E> of(
      Node node, String path, Class<E> kinds, Findings findings, String... notYet) {
    if (!(node instanceof Node.Mapping mapping)) {
      findings.error(node.mark(), path, "must be a group of keys, not " + node.kind());
      return Optional.empty();
    }
    var words = Arrays.stream(kinds.getEnumConstants()).map(Kinds::word).toList();
    var kind = mapping.member("kind");
    if (kind.isEmpty()) {
      findings.error(
          mapping.mark(), path + ".kind", "is missing; one of " + String.join(", ", words));
      return Optional.empty();
    }
    var written = kind.get().value() instanceof Node.Scalar scalar ? scalar.text() : "";
    if (!words.contains(written)) {
      findings.error(kind.get().mark(), path + ".kind", refusal(written, words, notYet));
      return Optional.empty();
    }
    return Optional.of(kinds.getEnumConstants()[words.indexOf(written)]);
  }

  private static String refusal(String written, List<String> words, String... notYet) {
    return Arrays.asList(notYet).contains(written)
        ? "'" + written + "' is not yet supported; use one of " + String.join(", ", words)
        : "'" + written + "' is unknown" + Nearest.hint(written, words);
  }

  private static String word(Enum<?> kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
