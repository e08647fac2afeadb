package dev.holdfast.core.path;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.channel.ChannelCommand;
import dev.holdfast.core.delivery.Deliveries;
import dev.holdfast.core.delivery.DeliveryCommand;
import dev.holdfast.core.delivery.DeliveryEvent;
import dev.holdfast.core.delivery.DeliveryState;
import dev.holdfast.core.delivery.Provenance;
import dev.holdfast.core.scheduling.TopicCommand;
import java.util.ArrayList;
import java.util.List;

/// What a delivery orders: the release of the one that waits for it, and the end of a channel that
/// is gone.
final class DeliveryPath {
  private DeliveryPath() {}

  static List<Order> follow(StreamId id, DeliveryState before, DeliveryEvent event) {
    return switch (event) {
      case DeliveryEvent.Passed(var next) -> release(next);
      // An unknown one may be held for days; what comes after it must not wait for a person.
      case DeliveryEvent.Delivered _,
          DeliveryEvent.Withdrawn _,
          DeliveryEvent.Expired _,
          DeliveryEvent.Doubted _ ->
          release(Deliveries.next(before));
      case DeliveryEvent.Died(var why, var channel) -> {
        var orders = new ArrayList<>(release(Deliveries.next(before)));
        if (channel == DeliveryEvent.Channel.GONE) {
          var name = Deliveries.message(before).channel();
          orders.add(
              new Order(StreamId.named(Kind.CHANNEL, name), new ChannelCommand.Disable(name, why)));
        }
        yield orders;
      }
      case DeliveryEvent.Attempted _ -> confirm(id, Deliveries.message(before).provenance());
      case DeliveryEvent.Intended _,
          DeliveryEvent.Suppressed _,
          DeliveryEvent.Released _,
          DeliveryEvent.Followed _,
          DeliveryEvent.Rested _,
          DeliveryEvent.Reopened _,
          DeliveryEvent.Resolved _ ->
          List.of();
    };
  }

  /// The last look at who owns the topic, in the transaction of the attempt itself.
  private static List<Order> confirm(StreamId id, Provenance provenance) {
    return switch (provenance) {
      case Provenance.Scheduled(_, _, var origin) ->
          List.of(
              new Order(
                  StreamId.named(Kind.TOPIC, origin.topic()),
                  new TopicCommand.Confirm(origin.job(), origin.fence(), id.key())));
      case Provenance.Gated _, Provenance.Diagnosed _, Provenance.Sent _ -> List.of();
    };
  }

  private static List<Order> release(long next) {
    return next == 0
        ? List.of()
        : List.of(new Order(new StreamId(Kind.DELIVERY, next), new DeliveryCommand.Release()));
  }
}
