package dev.holdfast.core.delivery;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Event;
import dev.holdfast.core.Lease;
import java.time.Instant;

/// The facts about a delivery.
public sealed interface DeliveryEvent extends Event {
  record Intended(Message message, DeliveryCommand.Start start) implements DeliveryEvent {}

  record Suppressed(Message message, String reason) implements DeliveryEvent {}

  record Released() implements DeliveryEvent {}

  record Followed(long next) implements DeliveryEvent {}

  /// This one has ended already: what waits for it may go.
  record Passed(long next) implements DeliveryEvent {}

  record Attempted(Lease lease) implements DeliveryEvent {}

  /// Stopped at the door, before anything was sent.
  record Withdrawn(String reason) implements DeliveryEvent {}

  record Delivered(String receipt, Instant at) implements DeliveryEvent {}

  record Rested(Instant until, Diagnostic diagnostic) implements DeliveryEvent {}

  record Died(Diagnostic diagnostic, Channel channel) implements DeliveryEvent {}

  /// What a death says about the channel.
  enum Channel {
    STANDS,
    GONE
  }

  record Expired(Diagnostic diagnostic) implements DeliveryEvent {}

  record Doubted(Diagnostic diagnostic) implements DeliveryEvent {}

  record Reopened(String reason, Instant expiresAt) implements DeliveryEvent {}

  record Resolved(DeliveryCommand.Resolution resolution, String reason, Instant at)
      implements DeliveryEvent {}
}
