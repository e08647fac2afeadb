package dev.holdfast.core.session;

import dev.holdfast.core.Event;

/// The facts about a session. Runs and deliveries are named by their keys.
public sealed interface SessionEvent extends Event {
  record Opened(String identity) implements SessionEvent {}

  record TurnStarted(long run) implements SessionEvent {}

  record Queued(long run) implements SessionEvent {}

  /// @param after the delivery that `delivery` must not overtake, zero if none
  record TurnEnded(long run, long delivery, long after) implements SessionEvent {}

  record Withdrawn(long run) implements SessionEvent {}
}
