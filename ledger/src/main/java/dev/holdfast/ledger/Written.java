package dev.holdfast.ledger;

import dev.holdfast.core.Standing;
import dev.holdfast.core.StreamId;

/// A stream as it is to be kept.
///
/// @param expected the version that the store must still have, zero for a stream that must not
///   exist yet
public record Written(
    StreamId id, long expected, long version, long entry, Standing standing, String state) {}
