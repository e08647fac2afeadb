package dev.holdfast.gateway.tiers;

import dev.holdfast.core.Order;
import dev.holdfast.core.models.CooldownCommand;
import dev.holdfast.core.models.CooldownRules;
import dev.holdfast.core.models.CooldownState;
import dev.holdfast.gateway.access.Access;
import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Doc;
import dev.holdfast.gateway.http.Problems;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.gateway.http.Route;
import dev.holdfast.gateway.ordering.Counter;
import dev.holdfast.gateway.showing.Streams;
import java.util.List;

/// `/v1/cooldowns`: what is left alone, and until when; a person may end it.
public final class CooldownRoutes {
  private final Counter counter;
  private final Streams streams;
  private final Cooldowns cooldowns;

  public CooldownRoutes(Counter counter, Streams streams) {
    this.counter = counter;
    this.streams = streams;
    this.cooldowns = new Cooldowns(streams);
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
            "/v1/cooldowns",
            Access.READ,
            Route.Spec.of("List what is left alone, why, and until when", "Cooldowns"),
            _ -> Reply.ok(Doc.page(cooldowns.all().stream().map(Cooldowns::doc).toList(), ""))),
        Route.post(
            "/v1/cooldowns/release",
            Access.OPERATE,
            new Route.Spec("Ask it again before its time", "Release", 200, "Cooldown"),
            this::release));
  }

  private Reply release(Call call) throws InterruptedException {
    var form = call.form();
    var scope = form.text("scope");
    var reason = form.text("reason", "released by " + call.caller().name());
    var problem = form.problem();
    if (problem.isPresent()) {
      return Reply.refused(problem.get());
    }
    var id = CooldownRules.id(scope);
    return streams.find(id, CooldownState.class).isEmpty()
        ? Reply.refused(Problems.missing("'" + scope + "' among what was ever left alone"))
        : counter.submit(
            call,
            new Order(id, new CooldownCommand.Release(scope, reason)),
            _ -> Reply.ok(Cooldowns.doc(new CooldownState.Clear(scope))));
  }
}
