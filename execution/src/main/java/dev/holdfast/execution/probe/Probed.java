package dev.holdfast.execution.probe;

/// What a probe saw.
public sealed interface Probed {
  record Passed(String evidence) implements Probed {}

  /// @param nextAction what a person does about it
  record Failed(String evidence, String nextAction) implements Probed {}
}
