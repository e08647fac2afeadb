package dev.holdfast.core.delivery;

import java.time.Duration;

/// How one attempt to send ended, as its sender saw it.
public sealed interface Sent {
  /// The outside's own proof, e.g. a status line or a server's reply.
  record Receipt(String proof) implements Sent {}

  /// Certainly not accepted; worth another attempt. `after` is what the receiver asked to wait,
  /// zero if it did not say.
  record Transient(String fault, String message, Duration after) implements Sent {}

  /// Certainly not accepted, and never will be.
  record Permanent(String fault, String message) implements Sent {}

  /// The receiver is gone for good and asked not to be called again (HTTP 410).
  record Gone(String message) implements Sent {}

  /// Bytes went out and no answer came back: it may or may not have been accepted.
  record Ambiguous(String fault, String message) implements Sent {}
}
