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
      case ASK -> role != Role.WORKER && role != Role.VIEWER;
      case FOLLOW -> role != Role.WORKER;
      case READ -> role != Role.WORKER && role != Role.CLIENT;
      case WORK -> role != Role.CLIENT && role != Role.VIEWER;
      case OPERATE -> role == Role.ADMIN || role == Role.OPERATOR;
      case ADMINISTER -> role == Role.ADMIN;
    };
  }

  public boolean asksForToken() {
    return this != OPEN && this != SIGNED;
  }
}
