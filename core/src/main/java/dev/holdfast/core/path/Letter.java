package dev.holdfast.core.path;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Json;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.delivery.Message;
import dev.holdfast.core.delivery.MessageKind;
import dev.holdfast.core.delivery.Provenance;
import java.time.Instant;

/// A message being written: where it goes, what it says and whom it is about.
record Letter(
    MessageKind kind, String channel, Message.Content content, Message.Regarding regarding) {

  static Message.Content alert(String subject, Diagnostic diagnostic) {
    var text =
        "Cause: %s\nImpact: %s\nNext action: %s"
            .formatted(diagnostic.cause(), diagnostic.impact(), diagnostic.nextAction());
    return new Message.Content(subject, text, Json.NULL);
  }

  /// The letter with its place in the books.
  Message message(String dedupeKey, Provenance provenance, Policy policy, Instant now) {
    var expiresAt = now.plus(policy.delivery().age(channel));
    return new Message(kind, channel, content, regarding, dedupeKey, now, expiresAt, provenance);
  }
}
