package dev.holdfast.gateway.access;

import dev.holdfast.core.security.Role;

/// Who may use a route.
public enum Access {
  /// Anybody, without a token.
  OPEN,
  /// The channel's signature on the body is the proof; there is no token.
  SIGNED,
  /// Sends requests.
  ASK,
  /// Asks models.
  MODELS,
  /// Reads requests and runs; a client only its own.
  FOLLOW,
  /// Reads everything but tokens.
  READ,
  /// Claims and reports tasks.
  WORK,
  /// Offers, cancels, retries, resolves, sends messages.
  OPERATE,
  /// Makes and revokes tokens.
  ADMINISTER;

  public boolean allows(Role role) {
    return switch (this) {
      case OPEN, SIGNED -> true;
      case ASK -> role == Role.CLIENT || operates(role);
      case MODELS -> role == Role.MODELS || role == Role.CLIENT || operates(role);
      case FOLLOW -> role == Role.CLIENT || role == Role.VIEWER || operates(role);
      case READ -> role == Role.VIEWER || operates(role);
      case WORK -> role == Role.WORKER || operates(role);
      case OPERATE -> operates(role);
      case ADMINISTER -> role == Role.ADMIN;
    };
  }

  private static boolean operates(Role role) {
    return role == Role.ADMIN || role == Role.OPERATOR;
  }

  public boolean asksForToken() {
    return this != OPEN && this != SIGNED;
  }
}
