package dev.holdfast.ledger;

/// A submission's key, and the entry that answered it.
public record Memory(CommandKey key, long entry) {}
