package dev.holdfast.execution.egress;

import dev.holdfast.core.Diagnostic;

/// How a request ended. `fault` is one of a closed set of words: `dns`, `connect`, `tls`,
/// `connect-timeout`, `timeout`, `first-timeout`, `idle-timeout`, `reset`, `stale`, `too-large`,
/// `malformed-answer`, `interrupted`. After `interrupted` the thread is still interrupted. `stale`
/// is a connection that had been kept and broke before a byte of the answer: most likely it was
/// closed while it waited, but nobody can say so.
public sealed interface Exchange {
  /// @param reason the status line's words, may be empty
  /// @param body decoded by its `Content-Type`'s charset, UTF-8 without one; empty after a stream
  record Answered(int status, String reason, Headers headers, String body) implements Exchange {}

  /// Certainly nothing was sent.
  record NotSent(String fault, String message) implements Exchange {}

  /// Bytes may have gone out, and no full answer came back.
  record MaybeSent(String fault, String message) implements Exchange {}

  /// The workspace does not allow it, or it cannot be written as HTTP; nothing was sent.
  record Refused(Diagnostic diagnostic) implements Exchange {}
}
