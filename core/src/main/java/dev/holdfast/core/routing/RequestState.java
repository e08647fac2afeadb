package dev.holdfast.core.routing;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.State;

/// The situations of a request.
public sealed interface RequestState extends State {
  record New() implements RequestState {}

  record Accepted(Inbound inbound, Routed routed) implements RequestState {}

  record Replied(Inbound inbound, Routed routed) implements RequestState {}

  record Silent(Inbound inbound, Routed routed, String reason) implements RequestState {}

  record Failed(Inbound inbound, Routed routed, Diagnostic diagnostic) implements RequestState {}

  record Cancelled(Inbound inbound, Routed routed, String reason) implements RequestState {}
}
