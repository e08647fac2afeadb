package dev.holdfast.ledger;

import dev.holdfast.core.StreamId;

/// A stream as it is kept: version, the entry that changed it last, its state as text.
public record Row(StreamId id, long version, long entry, String state) {}
