package dev.holdfast.core.run;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Event;
import dev.holdfast.core.Json;
import dev.holdfast.core.Output;

/// The facts about a run.
public sealed interface RunEvent extends Event {
  record Opened(Work work, Json input) implements RunEvent {}

  record Started(Json input) implements RunEvent {}

  record Completed(Output output) implements RunEvent {}

  record Failed(Diagnostic diagnostic) implements RunEvent {}

  record Escalated(Diagnostic diagnostic) implements RunEvent {}

  /// Cancelled before its turn had come.
  record Withdrawn(String reason) implements RunEvent {}

  /// Cancelled while it worked.
  record Stopped(String reason) implements RunEvent {}
}
