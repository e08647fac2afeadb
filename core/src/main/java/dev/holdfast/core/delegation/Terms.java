package dev.holdfast.core.delegation;

/// Which contract a task is under, pinned with the version of the workspace that it is read in.
public sealed interface Terms {
  int policyVersion();

  /// A contract of the workspace, by name.
  record Named(String name, int policyVersion) implements Terms {}

  /// A contract that came with the task itself.
  record Written(Contract contract, int policyVersion) implements Terms {}
}
