package dev.holdfast.core.delivery;

import dev.holdfast.core.Json;
import java.time.Instant;

/// One message to one channel.
///
/// @param dedupeKey what makes two messages the same one; derived from what it is for, never from
///   its wording
/// @param expiresAt after this it is not sent any more
public record Message(
    MessageKind kind,
    String channel,
    Content content,
    Regarding regarding,
    String dedupeKey,
    Instant createdAt,
    Instant expiresAt,
    Provenance provenance) {

  /// What it says. An absent subject is empty, absent data is JSON null.
  public record Content(String subject, String text, Json data) {}

  /// Whom and what it is about. Absent texts are empty, an absent run is zero.
  public record Regarding(String actor, String thread, long run, String correlation) {}

  /// The same message, to be sent until another time.
  Message lasting(Instant until) {
    return new Message(kind, channel, content, regarding, dedupeKey, createdAt, until, provenance);
  }
}
