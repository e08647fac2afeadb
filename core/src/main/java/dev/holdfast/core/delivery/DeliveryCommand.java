package dev.holdfast.core.delivery;

import dev.holdfast.core.Command;
import dev.holdfast.core.Fence;
import java.time.Duration;

/// The wishes to a delivery.
public sealed interface DeliveryCommand extends Command {
  record Intend(Message message, Start start) implements DeliveryCommand {}

  /// Whether it may go at once or waits to be released.
  enum Start {
    READY,
    BLOCKED
  }

  record Release() implements DeliveryCommand {}

  /// Says that another delivery waits for this one to end.
  record Precede(long next) implements DeliveryCommand {}

  record Attempt(String holder, Duration time) implements DeliveryCommand {}

  /// It must not be sent after all: whoever wrote it has lost the right to.
  record Withdraw(String reason) implements DeliveryCommand {}

  record Report(Fence fence, Sent sent) implements DeliveryCommand {}

  record Wake() implements DeliveryCommand {}

  record Retry(String reason) implements DeliveryCommand {}

  record Resolve(Resolution resolution, String reason) implements DeliveryCommand {}

  enum Resolution {
    DELIVERED,
    NOT_DELIVERED
  }
}
