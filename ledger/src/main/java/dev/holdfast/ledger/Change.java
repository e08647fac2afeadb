package dev.holdfast.ledger;

import dev.holdfast.core.Event;
import dev.holdfast.core.StreamId;
import java.util.List;

/// What one decision made of one stream.
///
/// @param version the stream's version afterwards; the first is 1
/// @param previous the entry that changed the stream before this one, zero if none: following it
///   back gives the stream's history
public record Change(StreamId id, long version, long previous, List<Event> events) {}
