package dev.holdfast.core.routing;

import dev.holdfast.core.Event;

/// The facts about a request.
public sealed interface RequestEvent extends Event {
  record Accepted(Inbound inbound, Routed routed, int policyVersion) implements RequestEvent {}

  record Settled(Settlement settlement) implements RequestEvent {}
}
