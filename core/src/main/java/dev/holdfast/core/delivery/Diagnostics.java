package dev.holdfast.core.delivery;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Fence;
import dev.holdfast.core.StreamId;
import java.util.Locale;

/// What people read about deliveries.
final class Diagnostics {
  private Diagnostics() {}

  static String word(MessageKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  static Diagnostic staleFence(StreamId id, Fence fence) {
    return new Diagnostic(
        "stale-fence",
        id + " is not being sent under fence " + fence.number() + ".",
        "The report changed nothing.",
        "Nothing to do: another attempt or a person has taken over.");
  }

  static Diagnostic notUnknown(StreamId id) {
    return new Diagnostic(
        "not-unknown",
        id + " is not unknown.",
        "Nothing changed.",
        "Look at `holdfast deliveries show "
            + id
            + "`; only an unknown delivery is resolved by hand.");
  }

  static Diagnostic notEnded(StreamId id) {
    return new Diagnostic(
        "not-retryable",
        id + " is delivered, suppressed or still on its way.",
        "Nothing changed.",
        "Only a dead, expired or unknown delivery is retried.");
  }

  static Diagnostic tooOld(StreamId id, Message message) {
    return new Diagnostic(
        "too-old",
        id + " had no receipt by " + message.expiresAt() + ".",
        "The " + word(message.kind()) + " was not delivered to '" + message.channel() + "'.",
        "If it still matters: `holdfast deliveries retry " + id + "`.");
  }

  static Diagnostic failed(StreamId id, Message message, String fault, String what) {
    return new Diagnostic(
        "delivery-" + fault,
        what,
        "The " + word(message.kind()) + " has not reached '" + message.channel() + "'.",
        "Look at the channel; then `holdfast deliveries retry " + id + "` if it is dead.");
  }

  static Diagnostic doubtful(StreamId id, Message message, String fault, String what) {
    return new Diagnostic(
        "delivery-" + fault,
        what,
        "Nobody can say whether the "
            + word(message.kind())
            + " reached '"
            + message.channel()
            + "'; it is held, and not sent again.",
        "Ask the receiver, then `holdfast deliveries resolve "
            + id
            + " --outcome delivered|notDelivered`. Set the channel's 'unknown: retry' if its"
            + " receiver is idempotent.");
  }

  static Diagnostic resolvedAsNot(String reason) {
    return new Diagnostic(
        "resolved-not-delivered",
        "Resolved by hand as not delivered: " + reason,
        "The message was not delivered.",
        "Retry it if it still matters.");
  }
}
