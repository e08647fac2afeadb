package dev.holdfast.gateway.showing;

import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delivery.DeliveryState;
import dev.holdfast.core.routing.Inbound;
import dev.holdfast.core.routing.RequestState;
import dev.holdfast.core.routing.Routed;
import dev.holdfast.core.run.RunRules;
import dev.holdfast.core.run.RunState;
import dev.holdfast.gateway.http.Doc;
import java.util.List;
import java.util.Optional;

/// How a request looks, with what came of it.
public final class Requests {
  private final Streams streams;
  private final Deliveries deliveries;

  public Requests(Streams streams) {
    this.streams = streams;
    this.deliveries = new Deliveries(streams);
  }

  /// Whose request it is and what was asked.
  public static Inbound inbound(RequestState state) {
    return switch (state) {
      case RequestState.New() ->
          throw new IllegalStateException("a request that is kept is not new");
      case RequestState.Accepted(var inbound, _) -> inbound;
      case RequestState.Replied(var inbound, _) -> inbound;
      case RequestState.Silent(var inbound, _, _) -> inbound;
      case RequestState.Failed(var inbound, _, _) -> inbound;
      case RequestState.Cancelled(var inbound, _, _) -> inbound;
    };
  }

  /// Whether its work has ended.
  public static boolean isSettled(RequestState state) {
    return !(state instanceof RequestState.Accepted);
  }

  /// What it is and how it stands.
  public Doc brief(StreamId id, RequestState state) {
    var inbound = inbound(state);
    var doc =
        new Doc()
            .text("request", id.text())
            .text("run", id.as(Kind.RUN).text())
            .text("status", streams.status(id, state))
            .text("actor", inbound.actor())
            .text("channel", inbound.channel())
            .text("thread", inbound.thread())
            .text("text", inbound.text())
            .json("payload", inbound.payload())
            .text("replyTo", inbound.replyTo());
    if (!inbound.attachments().text().equals("[]")) {
      doc.json("attachments", inbound.attachments());
    }
    return ending(doc, state);
  }

  private static Doc ending(Doc doc, RequestState state) {
    return switch (state) {
      case RequestState.New() -> doc;
      case RequestState.Accepted(_, var routed) -> routed(doc, routed);
      case RequestState.Replied(_, var routed) -> routed(doc, routed);
      case RequestState.Silent(_, var routed, var reason) ->
          routed(doc, routed).text("reason", reason);
      case RequestState.Failed(_, var routed, var why) ->
          routed(doc, routed).diagnostic("diagnostic", why);
      case RequestState.Cancelled(_, var routed, var reason) ->
          routed(doc, routed).text("reason", reason);
    };
  }

  private static Doc routed(Doc doc, Routed routed) {
    return doc.text("route", routed.route())
        .text("contract", routed.contract())
        .text("why", routed.reason());
  }

  /// The same with its session, its reply and how that was delivered.
  public Doc outcome(StreamId id, RequestState state) {
    var doc = brief(id, state);
    var others = streams.states(List.of(id.as(Kind.RUN), id.as(Kind.DELIVERY)));
    if (others.get(id.as(Kind.RUN)) instanceof RunState run) {
      doc.text("session", new StreamId(Kind.SESSION, RunRules.work(run).session()).text());
      if (run instanceof RunState.Completed(_, var output)) {
        doc.json("output", output.value());
      }
    }
    if (others.get(id.as(Kind.DELIVERY)) instanceof DeliveryState reply) {
      var message = dev.holdfast.core.delivery.Deliveries.message(reply);
      doc.doc("reply", new Doc().text("text", message.content().text()))
          .doc("delivery", deliveries.brief(id.as(Kind.DELIVERY), reply));
    }
    return doc;
  }

  /// The reply's delivery, where there is one.
  public Optional<DeliveryState> reply(StreamId id) {
    return streams.find(id.as(Kind.DELIVERY), DeliveryState.class).map(Streams.Kept::state);
  }
}
