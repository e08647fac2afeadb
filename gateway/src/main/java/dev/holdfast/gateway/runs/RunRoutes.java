package dev.holdfast.gateway.runs;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.run.RunCommand;
import dev.holdfast.core.run.RunRules;
import dev.holdfast.core.run.RunState;
import dev.holdfast.gateway.access.Access;
import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Problems;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.gateway.http.Route;
import dev.holdfast.gateway.ordering.Counter;
import dev.holdfast.gateway.showing.Pages;
import dev.holdfast.gateway.showing.Runs;
import dev.holdfast.gateway.showing.Streams;
import dev.holdfast.gateway.showing.Streams.Kept;
import dev.holdfast.gateway.waiting.RunSignals;
import java.util.List;
import java.util.Optional;

/// `/v1/runs`.
public final class RunRoutes {
  private final Counter counter;
  private final Streams streams;
  private final Runs runs;
  private final Pages pages;
  private final RunEvents events;

  public RunRoutes(Counter counter, Streams streams, Versions<Policy> policy, RunSignals signals) {
    this.counter = counter;
    this.streams = streams;
    this.runs = new Runs(streams, policy);
    this.pages = new Pages(streams);
    this.events = new RunEvents(streams, signals);
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/v1/runs", Access.FOLLOW, Route.Spec.of("List runs", "Runs"), this::list),
        Route.get(
            "/v1/runs/{id}",
            Access.FOLLOW,
            Route.Spec.of("Show a run with its timeline", "Run"),
            this::show),
        Route.get(
            "/v1/runs/{id}/events",
            Access.FOLLOW,
            Route.Spec.of(
                "Follow a run as Server-Sent Events; `Last-Event-ID` resumes; 204 when it has"
                    + " ended and nothing is new",
                ""),
            this::events),
        Route.get(
            "/v1/runs/{id}/evidence",
            Access.FOLLOW,
            Route.Spec.of("Show what a run's end rests on, every step in full", "RunEvidence"),
            this::evidence),
        Route.post(
            "/v1/runs/{id}/cancel",
            Access.OPERATE,
            new Route.Spec("Cancel a run", "Reason", 200, "Run"),
            this::cancel));
  }

  private Reply list(Call call) {
    return pages.list(
        call,
        new Pages.Listing<>(
            Kind.RUN,
            RunState.class,
            state -> call.caller().mayActAs(RunRules.work(state).actor()),
            kept ->
                runs.brief(kept.id(), kept.state())
                    .time("changedAt", streams.changedAt(kept.row()))));
  }

  private Reply show(Call call) {
    return find(call)
        .map(kept -> Reply.ok(runs.whole(kept.id(), kept.state())))
        .orElseGet(() -> missing(call));
  }

  private Reply evidence(Call call) {
    return find(call)
        .map(kept -> Reply.ok(runs.evidence(kept.id(), kept.state())))
        .orElseGet(() -> missing(call));
  }

  private Reply events(Call call) {
    return find(call).map(kept -> events.follow(call, kept.id())).orElseGet(() -> missing(call));
  }

  private Reply cancel(Call call) throws InterruptedException {
    var form = call.form();
    var reason = form.text("reason", "cancelled by " + call.caller().name());
    var problem = form.problem();
    if (problem.isPresent()) {
      return Reply.refused(problem.get());
    }
    var kept = find(call);
    if (kept.isEmpty()) {
      return missing(call);
    }
    var id = kept.get().id();
    return counter.submit(
        call,
        new Order(id, new RunCommand.Cancel(reason)),
        _ -> Reply.ok(runs.brief(id, streams.find(id, RunState.class).orElseThrow().state())));
  }

  private Optional<Kept<RunState>> find(Call call) {
    return call.stream(Kind.RUN)
        .flatMap(id -> streams.find(id, RunState.class))
        .filter(kept -> call.caller().mayActAs(RunRules.work(kept.state()).actor()));
  }

  private static Reply missing(Call call) {
    return Reply.refused(Problems.missing("run " + call.place("id")));
  }
}
