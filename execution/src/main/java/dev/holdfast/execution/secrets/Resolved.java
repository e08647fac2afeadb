package dev.holdfast.execution.secrets;

import dev.holdfast.core.Diagnostic;

/// What a reference to a secret leads to.
public sealed interface Resolved {
  /// The value; it never shows itself.
  record Value(String text) implements Resolved {
    @Override
    public String toString() {
      return "Value[***]";
    }
  }

  /// The workspace names no secret here.
  record None() implements Resolved {}

  /// The workspace names one that cannot be read now.
  record Missing(Diagnostic diagnostic) implements Resolved {}
}
