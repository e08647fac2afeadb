package dev.holdfast.core.delivery;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Lease;
import dev.holdfast.core.State;
import java.time.Instant;

/// The situations of a delivery. `next` is the key of the delivery that waits for this one to end,
/// zero if none; `attempts` is the number of sends so far and the last fence.
public sealed interface DeliveryState extends State {
  record New() implements DeliveryState {}

  /// Waits for the reply before it.
  record Blocked(Message message, long next) implements DeliveryState {}

  record Ready(Message message, int attempts, long next) implements DeliveryState {}

  record Sending(Message message, int attempts, Lease lease, long next) implements DeliveryState {}

  record Resting(Message message, int attempts, Instant until, Diagnostic last, long next)
      implements DeliveryState {}

  record Delivered(Message message, int attempts, String receipt, Instant at)
      implements DeliveryState {}

  record Dead(Message message, int attempts, Diagnostic diagnostic) implements DeliveryState {}

  record Expired(Message message, int attempts, Diagnostic diagnostic) implements DeliveryState {}

  record Suppressed(Message message, String reason) implements DeliveryState {}

  record Unknown(Message message, int attempts, Diagnostic diagnostic) implements DeliveryState {}
}
