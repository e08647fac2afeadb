package dev.holdfast.gateway.requests;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delivery.DeliveryState;
import dev.holdfast.core.routing.Inbound;
import dev.holdfast.core.routing.RequestCommand;
import dev.holdfast.core.routing.RequestState;
import dev.holdfast.core.run.RunEvent;
import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Doc;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.gateway.ordering.Counter;
import dev.holdfast.gateway.ordering.Facts;
import dev.holdfast.gateway.showing.Requests;
import dev.holdfast.gateway.showing.Streams;
import dev.holdfast.gateway.waiting.Patience;
import dev.holdfast.gateway.waiting.Preference;
import dev.holdfast.gateway.waiting.RunSignals;
import dev.holdfast.ledger.Change;
import java.time.Duration;
import java.util.List;

/// Takes a request in, and waits for its outcome where the caller prefers to.
public final class Reception {
  /// How long an outcome that is known waits for its reply's receipt, so that both come together.
  private static final Duration FOR_THE_RECEIPT = Duration.ofSeconds(1);

  private final Counter counter;
  private final Streams streams;
  private final Requests requests;
  private final RunSignals signals;

  public Reception(Counter counter, Streams streams, RunSignals signals) {
    this.counter = counter;
    this.streams = streams;
    this.requests = new Requests(streams);
    this.signals = signals;
  }

  Reply accept(Call call, Inbound inbound) throws InterruptedException {
    var order =
        new Order(
            new StreamId(Kind.REQUEST, counter.desk().nextKey()),
            new RequestCommand.Accept(inbound));
    return counter.submit(call, order, changes -> answer(call, changes));
  }

  private Reply answer(Call call, List<Change> changes) throws InterruptedException {
    var wait = Preference.wait(call);
    if (!wait.isZero()) {
      var request = Facts.stream(changes, Kind.REQUEST).orElseThrow();
      var outcome = await(request, new Patience(wait, call.abandoned()));
      if (Requests.isSettled(outcome)) {
        return Reply.ok(requests.outcome(request, outcome))
            .with("Preference-Applied", "wait=" + wait.toSeconds());
      }
    }
    return accepted(changes);
  }

  /// What was entered, as first told; 202.
  public static Reply accepted(List<Change> changes) {
    var request = Facts.stream(changes, Kind.REQUEST).orElseThrow();
    var opened = Facts.event(changes, RunEvent.Opened.class).orElseThrow();
    return Reply.json(
            202,
            new Doc()
                .text("request", request.text())
                .text("session", new StreamId(Kind.SESSION, opened.work().session()).text())
                .text("run", request.as(Kind.RUN).text())
                .text("status", "accepted"))
        .with("Location", "/v1/requests/" + request.text());
  }

  /// Waits until the request is settled and its reply has ended, or for as long as it may.
  private RequestState await(StreamId request, Patience patience) throws InterruptedException {
    try (var ear = signals.listen(request.as(Kind.RUN))) {
      var state = state(request);
      while (!Requests.isSettled(state) && !patience.isOver()) {
        ear.await(patience.piece());
        state = state(request);
      }
      var receipt = new Patience(FOR_THE_RECEIPT, patience::isOver);
      while (Requests.isSettled(state) && isOnItsWay(request) && !receipt.isOver()) {
        ear.await(receipt.piece());
      }
      return state;
    }
  }

  private RequestState state(StreamId request) {
    return streams.find(request, RequestState.class).orElseThrow().state();
  }

  private boolean isOnItsWay(StreamId request) {
    return requests
        .reply(request)
        .filter(state ->
            state instanceof DeliveryState.Blocked
                || state instanceof DeliveryState.Ready
                || state instanceof DeliveryState.Sending)
        .isPresent();
  }
}
