package dev.holdfast.ledger;

import java.time.Instant;

/// An entry as it is kept: its text, and the SHA-256 (hex) over the hash before it and that text.
/// The first of a desk follows [#GENESIS].
public record SealedEntry(long id, Instant at, String body, String hash) {
  public static final String GENESIS = "0".repeat(64);
}
