package dev.holdfast.gateway.channels;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.channel.ChannelCommand;
import dev.holdfast.core.channel.ChannelState;
import dev.holdfast.core.config.ChannelSpec;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.core.delivery.Deliveries;
import dev.holdfast.core.delivery.DeliveryState;
import dev.holdfast.gateway.access.Access;
import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Doc;
import dev.holdfast.gateway.http.Problems;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.gateway.http.Route;
import dev.holdfast.gateway.http.Words;
import dev.holdfast.gateway.ordering.Counter;
import dev.holdfast.gateway.showing.Pages;
import dev.holdfast.gateway.showing.Streams;
import dev.holdfast.gateway.showing.Streams.Kept;
import dev.holdfast.ledger.Reader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/// `/v1/channels`, as people look after them.
public final class ChannelRoutes {
  private final Counter counter;
  private final Streams streams;
  private final Supplier<Workspace> workspace;

  public ChannelRoutes(Counter counter, Streams streams, Supplier<Workspace> workspace) {
    this.counter = counter;
    this.streams = streams;
    this.workspace = workspace;
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
            "/v1/channels",
            Access.READ,
            Route.Spec.of("List channels: state, what waits, last receipt", "Channels"),
            this::list),
        Route.post(
            "/v1/channels/{id}/enable",
            Access.OPERATE,
            new Route.Spec("Open a channel that was disabled", "Reason", 200, "Channel"),
            this::enable));
  }

  private Reply list(Call call) {
    var receipts = lastReceipts();
    var channels = new TreeMap<>(workspace.get().channels());
    return Reply.ok(
        Doc.page(
            channels.entrySet().stream()
                .map(channel -> doc(channel.getKey(), channel.getValue(), receipts))
                .toList(),
            ""));
  }

  /// Of the deliveries that were made last, the latest for each channel.
  private Map<String, DeliveryState.Delivered> lastReceipts() {
    var query = new Reader.Query(Kind.DELIVERY, "delivered", 0, Long.MAX_VALUE, Pages.LIMIT_MAX);
    var receipts = new HashMap<String, DeliveryState.Delivered>();
    for (Kept<DeliveryState.Delivered> kept : streams.list(query, DeliveryState.Delivered.class)) {
      receipts.merge(
          Deliveries.message(kept.state()).channel(),
          kept.state(),
          (one, other) -> one.at().isBefore(other.at()) ? other : one);
    }
    return receipts;
  }

  private Doc doc(String name, ChannelSpec spec, Map<String, DeliveryState.Delivered> receipts) {
    var doc = new Doc().text("channel", name).text("kind", Words.of(spec.getClass()));
    var id = StreamId.named(Kind.CHANNEL, name);
    var state =
        streams.find(id, ChannelState.class).map(Kept::state).orElse(new ChannelState.Open());
    doc.text("status", streams.status(id, state));
    if (state instanceof ChannelState.Disabled(_, var diagnostic)) {
      doc.diagnostic("diagnostic", diagnostic);
    }
    var terms = workspace.get().policy().delivery().channels().get(name);
    if (terms != null) {
      doc.texts("accepts", terms.accepts().stream().map(Words::of).sorted().toList());
    }
    var receipt = receipts.get(name);
    if (receipt != null) {
      doc.doc("lastReceipt", new Doc().text("receipt", receipt.receipt()).time("at", receipt.at()));
    }
    return doc.number("waiting", streams.reader().waiting(Kind.DELIVERY, name));
  }

  private Reply enable(Call call) throws InterruptedException {
    var form = call.form();
    var reason = form.text("reason", "enabled by " + call.caller().name());
    var problem = form.problem();
    if (problem.isPresent()) {
      return Reply.refused(problem.get());
    }
    var name = call.place("id");
    var spec = workspace.get().channels().get(name);
    return spec == null
        ? Reply.refused(Problems.missing("channel '" + name + "'"))
        : counter.submit(
            call,
            new Order(StreamId.named(Kind.CHANNEL, name), new ChannelCommand.Enable(reason)),
            _ -> Reply.ok(doc(name, spec, Map.of())));
  }
}
