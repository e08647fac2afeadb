package dev.holdfast.core.delivery;

/// Reads what every delivery has, whatever its situation.
public final class Deliveries {
  private Deliveries() {}

  public static Message message(DeliveryState state) {
    return DeliveryHistory.message(state);
  }

  /// The number of sends so far.
  public static int attempts(DeliveryState state) {
    return DeliveryHistory.attempts(state);
  }

  /// The key of the delivery that waits for this one to end, zero if none.
  public static long next(DeliveryState state) {
    return DeliveryHistory.next(state);
  }
}
