package dev.holdfast.core.delegation;

import dev.holdfast.core.Versions;

/// Reads what every task has, whatever its situation.
public final class Tasks {
  private Tasks() {}

  /// What the task is; a task that was never offered has none and is a defect.
  public static Assignment assignment(TaskState state) {
    return TaskHistory.assignment(state);
  }

  public static Progress progress(TaskState state) {
    return TaskHistory.progress(state);
  }

  /// The contract that the task is under, in its pinned version.
  public static Contract contract(Assignment assignment, Versions<DelegationPolicy> versions) {
    return TaskTerms.of(assignment.terms(), versions).contract();
  }
}
