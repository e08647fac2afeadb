package dev.holdfast.execution.tools;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.delegation.Evidence;
import java.util.List;

/// What came of using a tool.
public sealed interface Used {
  /// Told to the model, as it is.
  record Told(String text, List<Evidence> evidence) implements Used {}

  /// The attempt cannot go on.
  record Over(Diagnostic diagnostic) implements Used {}

  static Used error(String text) {
    return new Told("error: " + text, List.of());
  }
}
