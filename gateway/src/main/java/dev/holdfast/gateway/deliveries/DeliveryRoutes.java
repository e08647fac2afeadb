package dev.holdfast.gateway.deliveries;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delivery.DeliveryCommand;
import dev.holdfast.core.delivery.DeliveryState;
import dev.holdfast.gateway.access.Access;
import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Form;
import dev.holdfast.gateway.http.Problems;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.gateway.http.Route;
import dev.holdfast.gateway.ordering.Counter;
import dev.holdfast.gateway.showing.Deliveries;
import dev.holdfast.gateway.showing.Pages;
import dev.holdfast.gateway.showing.Streams;
import java.util.List;
import java.util.function.Function;

/// `/v1/deliveries`.
public final class DeliveryRoutes {
  private final Counter counter;
  private final Streams streams;
  private final Deliveries deliveries;
  private final Pages pages;

  public DeliveryRoutes(Counter counter, Streams streams) {
    this.counter = counter;
    this.streams = streams;
    this.deliveries = new Deliveries(streams);
    this.pages = new Pages(streams);
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
            "/v1/deliveries",
            Access.READ,
            Route.Spec.of("List deliveries", "Deliveries"),
            this::list),
        Route.get(
            "/v1/deliveries/{id}",
            Access.READ,
            Route.Spec.of("Show a delivery", "Delivery"),
            this::show),
        Route.post(
            "/v1/deliveries/{id}/retry",
            Access.OPERATE,
            new Route.Spec(
                "Send a dead, expired or unknown delivery again", "Reason", 200, "Delivery"),
            call -> change(call, DeliveryRoutes::retry)),
        Route.post(
            "/v1/deliveries/{id}/resolve",
            Access.OPERATE,
            new Route.Spec("Say what became of an unknown delivery", "Resolution", 200, "Delivery"),
            call -> change(call, DeliveryRoutes::resolve)));
  }

  private Reply list(Call call) {
    return pages.list(
        call,
        new Pages.Listing<>(
            Kind.DELIVERY,
            DeliveryState.class,
            _ -> true,
            kept -> deliveries.whole(kept.id(), kept.state())));
  }

  private Reply show(Call call) {
    return call.stream(Kind.DELIVERY)
        .flatMap(id -> streams.find(id, DeliveryState.class))
        .map(kept -> Reply.ok(deliveries.whole(kept.id(), kept.state())))
        .orElseGet(() -> missing(call));
  }

  private static DeliveryCommand retry(Form form) {
    return new DeliveryCommand.Retry(form.text("reason", "retried by hand"));
  }

  private static DeliveryCommand resolve(Form form) {
    if (!form.has("outcome")) {
      form.missing("outcome");
    }
    var outcome =
        form.word(
            "outcome", DeliveryCommand.Resolution.class, DeliveryCommand.Resolution.NOT_DELIVERED);
    return new DeliveryCommand.Resolve(outcome, form.text("reason"));
  }

  private Reply change(Call call, Function<Form, DeliveryCommand> reading)
      throws InterruptedException {
    var form = call.form();
    var command = reading.apply(form);
    var problem = form.problem();
    if (problem.isPresent()) {
      return Reply.refused(problem.get());
    }
    var id = call.stream(Kind.DELIVERY).filter(it -> streams.reader().row(it).isPresent());
    return id.isEmpty() ? missing(call) : change(call, id.get(), command);
  }

  private Reply change(Call call, StreamId id, DeliveryCommand command)
      throws InterruptedException {
    return counter.submit(
        call,
        new Order(id, command),
        _ ->
            Reply.ok(
                deliveries.brief(id, streams.find(id, DeliveryState.class).orElseThrow().state())));
  }

  private static Reply missing(Call call) {
    return Reply.refused(Problems.missing("delivery " + call.place("id")));
  }
}
