package dev.holdfast.ledger;

import java.util.List;

/// Everything that one commit writes.
public record Leaf(List<SealedEntry> entries, List<Written> streams, List<Memory> memories) {}
