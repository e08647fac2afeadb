package dev.holdfast.core.scheduling;

import dev.holdfast.core.State;

/// The situations of an instant. Its run, that run's task and its message bear its number.
public sealed interface InstantState extends State {
  record New() implements InstantState {}

  record Waiting(Firing firing) implements InstantState {}

  record Running(Firing firing) implements InstantState {}

  record Ran(Firing firing, InstantSettlement settlement) implements InstantState {}

  record Skipped(Firing firing, String reason) implements InstantState {}

  /// Several instants that were not run, in one record.
  record Lapsed(String job, Lapse lapse) implements InstantState {}
}
