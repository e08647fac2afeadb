package dev.holdfast.core.run;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Json;
import dev.holdfast.core.Output;
import dev.holdfast.core.State;

/// The situations of a run. Its first task and its reply bear the run's own number.
public sealed interface RunState extends State {
  record New() implements RunState {}

  record Waiting(Work work, Json input) implements RunState {}

  record Working(Work work) implements RunState {}

  record Completed(Work work, Output output) implements RunState {}

  record Failed(Work work, Diagnostic diagnostic) implements RunState {}

  record Escalated(Work work, Diagnostic diagnostic) implements RunState {}

  record Cancelled(Work work, String reason) implements RunState {}
}
