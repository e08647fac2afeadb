package dev.holdfast.core.security;

import dev.holdfast.core.Command;

/// The wishes to a token.
public sealed interface TokenCommand extends Command {
  record Create(String sha256, String name, Role role) implements TokenCommand {}

  record Revoke(String reason) implements TokenCommand {}
}
