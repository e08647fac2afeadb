package dev.holdfast.core.routing;

import dev.holdfast.core.Json;

/// What an actor sent, as it came in. Absent texts are empty, an absent payload is JSON null,
/// absent attachments an empty array.
///
/// @param replyTo the channel that the reply goes to; empty: the one that it came from
public record Inbound(
    String actor,
    String channel,
    String thread,
    String text,
    Json payload,
    String replyTo,
    Json attachments) {}
