package dev.holdfast.ledger.signing;

import dev.holdfast.core.Diagnostic;

/// Whether a message comes from someone who holds the secret, and comes now.
public sealed interface Authenticity {
  record Genuine() implements Authenticity {}

  record Doubtful(Diagnostic diagnostic) implements Authenticity {}
}
