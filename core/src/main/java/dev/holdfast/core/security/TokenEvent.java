package dev.holdfast.core.security;

import dev.holdfast.core.Event;
import java.time.Instant;

/// The facts about a token.
public sealed interface TokenEvent extends Event {
  record Created(String sha256, String name, Role role, Instant at) implements TokenEvent {}

  record Revoked(String reason) implements TokenEvent {}
}
