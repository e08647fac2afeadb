package dev.holdfast.core.security;

import dev.holdfast.core.State;
import java.time.Instant;

/// The situations of a token. `sha256` is the lower-case hex hash of its secret, and the token's
/// name in the ledger.
public sealed interface TokenState extends State {
  record New() implements TokenState {}

  record Active(String sha256, String name, Role role, Instant createdAt) implements TokenState {}

  record Revoked(String sha256, String name, Role role, String reason) implements TokenState {}
}
