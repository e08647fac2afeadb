package dev.holdfast.core.delivery;

/// Where a message's content comes from.
public sealed interface Provenance {
  /// An agent's output; it can only be delivered with the passing verdict of exactly this version.
  record Gated(long task, String outputSha256) implements Provenance {}

  /// Holdfast itself: a diagnostic.
  record Diagnosed() implements Provenance {}

  /// A person or program that sent a message of its own.
  record Sent() implements Provenance {}
}
