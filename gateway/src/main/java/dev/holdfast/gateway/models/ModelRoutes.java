package dev.holdfast.gateway.models;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.gateway.access.Access;
import dev.holdfast.gateway.http.Route;
import dev.holdfast.ledger.Meter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Everything about asking models, put together.
public final class ModelRoutes {
  private ModelRoutes() {}

  public static List<Route> of(
      ModelParts parts, Versions<Policy> policy, InstantSource clock, Meter meter) {
    var menu = new Menu(policy);
    var turnstile = new Turnstile(parts.limits(), Ticker.systemTicker());
    var list = new ModelList(menu);
    var routes = new ArrayList<Route>();
    for (var dialect : List.of(new ChatDialect(), new ResponseDialect())) {
      var answering =
          new Answering(dialect, parts.door(), new Orders(menu, turnstile), clock, meter);
      routes.add(Route.post(dialect.path(), Access.MODELS, dialect.spec(), answering::answer));
    }
    routes.add(
        Route.get(
            "/v1/models",
            Access.MODELS,
            Route.Spec.of("What can be asked: tiers, classes and models", "ModelList"),
            _ -> list.list()));
    routes.add(
        Route.get(
            "/v1/models/{model}",
            Access.MODELS,
            Route.Spec.of("A tier or a class", "Model"),
            list::one));
    routes.add(
        Route.get(
            "/v1/models/{provider}/{model}",
            Access.MODELS,
            Route.Spec.of("A model", "Model"),
            list::one));
    return routes.stream().map(route -> route.worded(Failure.WORDING)).toList();
  }
}
