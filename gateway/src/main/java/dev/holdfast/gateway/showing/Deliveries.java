package dev.holdfast.gateway.showing;

import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delivery.DeliveryState;
import dev.holdfast.core.delivery.Message;
import dev.holdfast.core.delivery.Provenance;
import dev.holdfast.gateway.http.Doc;
import dev.holdfast.gateway.http.Words;

/// How a delivery looks.
public final class Deliveries {
  private final Streams streams;

  public Deliveries(Streams streams) {
    this.streams = streams;
  }

  /// All of it.
  public Doc whole(StreamId id, DeliveryState state) {
    var message = message(state);
    var doc =
        brief(id, state)
            .text("subject", message.content().subject())
            .text("text", message.content().text())
            .json("data", message.content().data())
            .text("actor", message.regarding().actor())
            .text("thread", message.regarding().thread())
            .text("dedupeKey", message.dedupeKey())
            .time("createdAt", message.createdAt())
            .time("expiresAt", message.expiresAt())
            .text("correlationId", message.regarding().correlation());
    if (message.regarding().run() != 0) {
      doc.text("run", new StreamId(Kind.RUN, message.regarding().run()).text());
    }
    return provenance(doc, message.provenance());
  }

  private static Doc provenance(Doc doc, Provenance provenance) {
    return switch (provenance) {
      case Provenance.Gated(var task, var sha256) ->
          doc.text("provenance", "gated")
              .text("task", new StreamId(Kind.TASK, task).text())
              .text("outputSha256", sha256);
      case Provenance.Scheduled(var task, var sha256, var origin) ->
          doc.text("provenance", "scheduled")
              .text("task", new StreamId(Kind.TASK, task).text())
              .text("outputSha256", sha256)
              .text("job", origin.job())
              .time("instant", origin.nominal())
              .text("topic", origin.topic());
      case Provenance.Diagnosed() -> doc.text("provenance", "diagnosed");
      case Provenance.Sent() -> doc.text("provenance", "sent");
    };
  }

  /// How it stands.
  public Doc brief(StreamId id, DeliveryState state) {
    var message = message(state);
    var doc =
        new Doc()
            .text("delivery", id.text())
            .text("status", streams.status(id, state))
            .text("kind", Words.of(message.kind()))
            .text("channel", message.channel())
            .number("attempts", dev.holdfast.core.delivery.Deliveries.attempts(state));
    return switch (state) {
      case DeliveryState.New _, DeliveryState.Blocked _, DeliveryState.Ready _ -> doc;
      case DeliveryState.Sending sending -> doc.text("sender", sending.lease().holder());
      case DeliveryState.Resting resting ->
          doc.time("until", resting.until()).diagnostic("diagnostic", resting.last());
      case DeliveryState.Delivered delivered ->
          doc.text("receipt", delivered.receipt()).time("deliveredAt", delivered.at());
      case DeliveryState.Dead dead -> doc.diagnostic("diagnostic", dead.diagnostic());
      case DeliveryState.Expired expired -> doc.diagnostic("diagnostic", expired.diagnostic());
      case DeliveryState.Unknown unknown -> doc.diagnostic("diagnostic", unknown.diagnostic());
      case DeliveryState.Suppressed suppressed -> doc.text("reason", suppressed.reason());
    };
  }

  private static Message message(DeliveryState state) {
    return dev.holdfast.core.delivery.Deliveries.message(state);
  }
}
