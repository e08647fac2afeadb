package dev.holdfast.core.path;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delivery.DeliveryCommand;
import dev.holdfast.core.scheduling.JobCommand;
import dev.holdfast.core.scheduling.TopicEvent;
import java.util.ArrayList;
import java.util.List;

/// What a topic orders: its new owner and its old one learn of it, and a former owner's message
/// stays.
final class TopicPath {
  private TopicPath() {}

  static List<Order> follow(TopicEvent event) {
    return switch (event) {
      case TopicEvent.Taken(_, var job, var before, var fence) -> {
        var orders = new ArrayList<Order>();
        orders.add(job(job, new JobCommand.Own(fence)));
        if (!before.isEmpty()) {
          orders.add(job(before, new JobCommand.Yield(job)));
        }
        yield orders;
      }
      case TopicEvent.Denied(var delivery, var reason) ->
          List.of(
              new Order(
                  new StreamId(Kind.DELIVERY, delivery), new DeliveryCommand.Withdraw(reason)));
      case TopicEvent.Dropped _ -> List.of();
    };
  }

  private static Order job(String id, JobCommand command) {
    return new Order(StreamId.named(Kind.JOB, id), command);
  }
}
