package dev.holdfast.execution.courier;

import dev.holdfast.core.Fence;
import dev.holdfast.core.Order;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delivery.DeliveryCommand;
import dev.holdfast.core.delivery.DeliveryState;
import dev.holdfast.core.delivery.Message;
import dev.holdfast.core.delivery.Sent;
import dev.holdfast.execution.channels.Dispatch;
import dev.holdfast.ledger.Changed;
import dev.holdfast.ledger.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// A delivery that was leased to us.
record Taken(StreamId delivery, Message message, int attempt, Fence fence) {

  /// Those of a claim's outcomes that are leased now.
  static List<Taken> of(List<Outcome> outcomes) {
    return outcomes.stream()
        .flatMap(outcome ->
            switch (outcome) {
              case Outcome.Done(var changes) -> changes.stream().flatMap(Taken::of);
              // It was taken back between waiting and deciding, e.g. because it was too old.
              case Outcome.Refused _ -> Stream.empty();
            })
        .toList();
  }

  private static Stream<Taken> of(Changed changed) {
    return changed.state() instanceof DeliveryState.Sending sending
        ? Stream.of(
            new Taken(
                changed.change().id(),
                sending.message(),
                sending.attempts(),
                sending.lease().fence()))
        : Stream.empty();
  }

  Dispatch dispatch(Duration time) {
    return new Dispatch(delivery, message, attempt, time);
  }

  String correlation() {
    return message.regarding().correlation();
  }

  /// How it ended, to be reported.
  record Ended(Taken taken, Sent sent) {
    Order order() {
      return new Order(taken.delivery, new DeliveryCommand.Report(taken.fence, sent));
    }
  }
}
