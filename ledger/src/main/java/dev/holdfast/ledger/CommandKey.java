package dev.holdfast.ledger;

/// What makes two submissions the same one: `id` names it (SHA-256 hex of its scope and the
/// sender's key), `body` is the SHA-256 hex of what was sent, so that the same key with another
/// body is noticed.
public record CommandKey(String id, String body) {
  /// For what nobody can send twice.
  public static final CommandKey NONE = new CommandKey("", "");

  public boolean isNone() {
    return id.isEmpty();
  }
}
