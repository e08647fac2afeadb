package dev.holdfast.gateway.access;

import dev.holdfast.core.security.Role;

/// Whoever calls, as the token tells it.
///
/// @param token the token's public id, empty for nobody in particular
/// @param name whose token it is; a client is this actor and no other
public record Caller(String token, String name, Role role) {
  /// On routes that ask for no token.
  public static final Caller ANYBODY = new Caller("", "anybody", Role.VIEWER);

  /// Whether an actor's requests and runs are this caller's to see.
  public boolean mayActAs(String actor) {
    return role != Role.CLIENT || name.equals(actor);
  }
}
