package dev.holdfast.core.security;

/// What a token may do, from everything to reading.
public enum Role {
  /// Everything, tokens included.
  ADMIN,
  /// Sends requests and messages, offers and works on tasks, cancels, retries, resolves; no tokens.
  OPERATOR,
  /// Claims and reports tasks, nothing else.
  WORKER,
  /// Sends requests and reads what came of them.
  CLIENT,
  /// Asks models, nothing else.
  MODELS,
  /// Reads.
  VIEWER
}
