package dev.holdfast.core.path;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Json;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.delivery.Message;
import dev.holdfast.core.delivery.MessageKind;
import dev.holdfast.core.delivery.Provenance;
import java.time.Instant;

/// A message being written: what it says, then whom it is about, then its place in the books.
record Letter(MessageKind kind, String channel, String subject, String text, Json data) {

  static Letter alert(String channel, String subject, Diagnostic diagnostic) {
    var text =
        "Cause: %s\nImpact: %s\nNext action: %s"
            .formatted(diagnostic.cause(), diagnostic.impact(), diagnostic.nextAction());
    return new Letter(MessageKind.ALERT, channel, subject, text, Json.NULL);
  }

  Addressed about(long run, String actor, String thread) {
    return new Addressed(this, run, actor, thread);
  }

  record Addressed(Letter letter, long run, String actor, String thread) {
    Message message(
        String dedupeKey, String correlation, Provenance provenance, Policy policy, Instant now) {
      return new Message(
          letter.kind(),
          letter.channel(),
          letter.subject(),
          letter.text(),
          letter.data(),
          actor,
          thread,
          run,
          dedupeKey,
          correlation,
          now,
          now.plus(policy.delivery().age(letter.channel())),
          provenance);
    }
  }
}
