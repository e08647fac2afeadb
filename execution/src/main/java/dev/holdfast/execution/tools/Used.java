package dev.holdfast.execution.tools;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.delegation.Evidence;
import java.util.List;

/// What came of using a tool.
public sealed interface Used {
  /// Told to the model, as [Marked] writes it.
  ///
  /// @param origin who gave the text, e.g. `http.get https://example.test/`; empty where the words
  ///   are our own, which are always about a use that did not happen
  record Told(String origin, String text, List<Evidence> evidence) implements Used {}

  /// The attempt cannot go on.
  record Over(Diagnostic diagnostic) implements Used {}

  static Told error(String text) {
    return new Told("", "error: " + text, List.of());
  }

  /// It was used, and this is how it failed.
  static Told failed(String origin, String text) {
    return new Told(origin, "error: " + text, List.of());
  }
}
