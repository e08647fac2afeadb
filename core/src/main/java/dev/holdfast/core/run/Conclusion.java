package dev.holdfast.core.run;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Output;

/// How the run's task ended.
public sealed interface Conclusion {
  record Passed(Output output) implements Conclusion {}

  record GaveUp(Diagnostic diagnostic) implements Conclusion {}

  record HandedOver(Diagnostic diagnostic) implements Conclusion {}
}
