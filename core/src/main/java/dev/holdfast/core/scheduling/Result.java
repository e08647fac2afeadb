package dev.holdfast.core.scheduling;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Output;

/// How a job's run ended.
public sealed interface Result {
  /// @param text what the delivery's template makes of the output
  record Done(Output output, String text) implements Result {}

  record Failed(Diagnostic diagnostic) implements Result {}

  /// Somebody ended it; that says nothing about the work.
  record Cancelled(String reason) implements Result {}
}
