package dev.holdfast.core.delivery;

import dev.holdfast.core.Json;
import java.time.Instant;

/// One message to one channel. Absent texts are empty, absent data is JSON null, an absent run is
/// zero.
///
/// @param dedupeKey what makes two messages the same one; derived from what it is for, never from
///   its wording
/// @param expiresAt after this it is not sent any more
public record Message(
    MessageKind kind,
    String channel,
    String subject,
    String text,
    Json data,
    String actor,
    String thread,
    long run,
    String dedupeKey,
    String correlation,
    Instant createdAt,
    Instant expiresAt,
    Provenance provenance) {

  /// The same message, to be sent until another time.
  Message lasting(Instant until) {
    return new Message(
        kind,
        channel,
        subject,
        text,
        data,
        actor,
        thread,
        run,
        dedupeKey,
        correlation,
        createdAt,
        until,
        provenance);
  }
}
