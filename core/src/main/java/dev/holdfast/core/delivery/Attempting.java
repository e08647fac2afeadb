package dev.holdfast.core.delivery;

import dev.holdfast.core.Chance;
import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.StreamId;
import java.time.Duration;
import java.time.Instant;

/// What the outcome of one attempt makes of a delivery.
final class Attempting {
  private final StreamId id;
  private final DeliveryState.Sending sending;
  private final DeliveryPolicy policy;
  private final Instant now;

  Attempting(StreamId id, DeliveryState.Sending sending, DeliveryPolicy policy, Instant now) {
    this.id = id;
    this.sending = sending;
    this.policy = policy;
    this.now = now;
  }

  DeliveryEvent outcome(Sent sent) {
    return switch (sent) {
      case Sent.Receipt(var proof) -> new DeliveryEvent.Delivered(proof, now);
      case Sent.Transient(var fault, var message, var after) ->
          again(Diagnostics.failed(id, sending.message(), fault, message), after);
      case Sent.Permanent(var fault, var message) ->
          new DeliveryEvent.Died(
              Diagnostics.failed(id, sending.message(), fault, message),
              DeliveryEvent.Channel.STANDS);
      case Sent.Gone(var message) ->
          new DeliveryEvent.Died(
              Diagnostics.failed(id, sending.message(), "gone", message),
              DeliveryEvent.Channel.GONE);
      case Sent.Ambiguous(var fault, var message) -> doubt(fault, message);
    };
  }

  private DeliveryEvent doubt(String fault, String message) {
    var channel = policy.channels().get(sending.message().channel());
    return channel != null && channel.unknown() == DeliveryPolicy.Doubt.RETRY
        ? again(Diagnostics.failed(id, sending.message(), fault, message), Duration.ZERO)
        : new DeliveryEvent.Doubted(Diagnostics.doubtful(id, sending.message(), fault, message));
  }

  private DeliveryEvent again(Diagnostic why, Duration asked) {
    var channel = policy.channels().get(sending.message().channel());
    if (channel == null || isSpent(channel)) {
      return new DeliveryEvent.Died(why, DeliveryEvent.Channel.STANDS);
    }
    var jitter = Chance.backoff(id, sending.attempts(), channel.base(), channel.cap());
    var until = now.plus(asked.compareTo(jitter) > 0 ? asked : jitter);
    return until.isBefore(sending.message().expiresAt())
        ? new DeliveryEvent.Rested(until, why)
        : new DeliveryEvent.Expired(Diagnostics.tooOld(id, sending.message()));
  }

  /// An alert is the last word about its trouble: it is tried for as long as its age allows.
  private boolean isSpent(DeliveryPolicy.ChannelTerms channel) {
    return sending.message().kind() != MessageKind.ALERT
        && sending.attempts() >= channel.attempts();
  }
}
