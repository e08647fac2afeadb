package dev.holdfast.gateway.requests;

import dev.holdfast.core.Kind;
import dev.holdfast.core.routing.RequestState;
import dev.holdfast.gateway.access.Access;
import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Problems;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.gateway.http.Route;
import dev.holdfast.gateway.showing.Pages;
import dev.holdfast.gateway.showing.Requests;
import dev.holdfast.gateway.showing.Streams;
import java.util.List;

/// `/v1/requests`.
public final class RequestRoutes {
  private final Streams streams;
  private final Pages pages;
  private final Requests requests;
  private final Reception reception;

  public RequestRoutes(Streams streams, Reception reception) {
    this.streams = streams;
    this.pages = new Pages(streams);
    this.requests = new Requests(streams);
    this.reception = reception;
  }

  public List<Route> routes() {
    return List.of(
        Route.post(
            "/v1/requests",
            Access.ASK,
            new Route.Spec(
                "Send a request; with `Prefer: wait=20` its outcome comes back when it is there in"
                    + " time, with 200",
                "NewRequest",
                202,
                "RequestAccepted"),
            this::accept),
        Route.get(
            "/v1/requests", Access.FOLLOW, Route.Spec.of("List requests", "Requests"), this::list),
        Route.get(
            "/v1/requests/{id}",
            Access.FOLLOW,
            Route.Spec.of("Show a request and what came of it", "Request"),
            this::show));
  }

  private Reply accept(Call call) throws InterruptedException {
    var form = call.form();
    var inbound = RequestForm.read(form);
    var problem = form.problem();
    if (problem.isPresent()) {
      return Reply.refused(problem.get());
    }
    return call.caller().mayActAs(inbound.actor())
        ? reception.accept(call, inbound)
        : Reply.refused(Problems.notThatActor(call.caller().name()));
  }

  private Reply list(Call call) {
    return pages.list(
        call,
        new Pages.Listing<>(
            Kind.REQUEST,
            RequestState.class,
            state -> call.caller().mayActAs(Requests.inbound(state).actor()),
            kept -> requests.brief(kept.id(), kept.state())));
  }

  private Reply show(Call call) {
    return call.stream(Kind.REQUEST)
        .flatMap(id -> streams.find(id, RequestState.class))
        .filter(kept -> call.caller().mayActAs(Requests.inbound(kept.state()).actor()))
        .map(kept -> Reply.ok(requests.outcome(kept.id(), kept.state())))
        .orElseGet(() -> Reply.refused(Problems.missing("request " + call.place("id"))));
  }
}
