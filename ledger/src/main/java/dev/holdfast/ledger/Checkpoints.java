package dev.holdfast.ledger;

/// Named moments between two durable steps. They do nothing, unless somebody wants to see what a
/// crash at exactly this moment does.
@FunctionalInterface
public interface Checkpoints {
  /// In use: `intent-written`, `effect-sent`, `ack-received`, `committed`.
  void reached(String moment);

  Checkpoints NONE = _ -> {};
}
