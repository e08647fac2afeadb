package dev.holdfast.core.scheduling;

import dev.holdfast.core.Event;
import java.time.Instant;

/// The facts about an instant.
public sealed interface InstantEvent extends Event {
  record Waited(Firing firing) implements InstantEvent {}

  record Started(Firing firing) implements InstantEvent {}

  /// Somebody wanted to open it again.
  record Met(String job, Moment moment) implements InstantEvent {}

  record Begun(Instant at, int policyVersion) implements InstantEvent {}

  record Recorded(String job, Lapse lapse) implements InstantEvent {}

  record Skipped(String reason) implements InstantEvent {}

  record Settled(InstantSettlement settlement) implements InstantEvent {}
}
