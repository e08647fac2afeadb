package dev.holdfast.gateway.tiers;

import dev.holdfast.core.Order;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.core.models.Addressee;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.ModelsPolicy;
import dev.holdfast.core.models.viability.ViabilityCommand;
import dev.holdfast.core.models.viability.ViabilityRules;
import dev.holdfast.core.models.viability.ViabilityState;
import dev.holdfast.gateway.access.Access;
import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Doc;
import dev.holdfast.gateway.http.Form;
import dev.holdfast.gateway.http.Problems;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.gateway.http.Route;
import dev.holdfast.gateway.ordering.Counter;
import dev.holdfast.gateway.showing.Streams;
import dev.holdfast.gateway.waiting.Patience;
import dev.holdfast.gateway.waiting.Preference;
import dev.holdfast.gateway.waiting.RunSignals;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/// `/v1/viability`: what models really do, found by asking them.
public final class ViabilityRoutes {
  private static final int TAKEN = 202;
  private static final int NAMES_MAX = 50;

  private final Counter counter;
  private final Examined examined;
  private final ViabilityDocs docs;
  private final Versions<Policy> policy;
  private final Supplier<Workspace> workspace;
  private final RunSignals signals;

  public ViabilityRoutes(
      Counter counter,
      Streams streams,
      Versions<Policy> policy,
      Supplier<Workspace> workspace,
      RunSignals signals,
      InstantSource clock) {
    this.counter = counter;
    this.examined = new Examined(streams, workspace, clock);
    this.docs = new ViabilityDocs(examined);
    this.policy = policy;
    this.workspace = workspace;
    this.signals = signals;
  }

  public List<Route> routes() {
    var one =
        Route.Spec.of(
            "What is known of a model; with `Prefer: wait=20` the answer waits for an examination"
                + " that is under way",
            "Viability");
    return List.of(
        Route.get(
            "/v1/viability",
            Access.READ,
            Route.Spec.of("What is known of the models that the workspace names", "Viabilities"),
            _ -> list()),
        Route.get("/v1/viability/{provider}/{model}", Access.READ, one, this::show),
        // Names with a slash of their own.
        Route.get("/v1/viability/{provider}/{family}/{model}", Access.READ, one, this::show),
        Route.post(
            "/v1/viability/check",
            Access.OPERATE,
            new Route.Spec(
                "Have models examined: those named, those of a tier or class, or all of all tiers",
                "Examine",
                TAKEN,
                "Viabilities"),
            this::check));
  }

  private Reply list() {
    var all = new TreeMap<String, Doc>();
    for (var model : named(policy.now().models())) {
      all.put(model.text(), docs.of(model, new ViabilityState.New()));
    }
    examined.all().forEach((model, state) -> all.put(model.text(), docs.of(model, state)));
    return Reply.ok(Doc.page(all.values(), ""));
  }

  private static Set<ModelId> named(ModelsPolicy models) {
    var named = new LinkedHashSet<ModelId>();
    models.tiers().values().forEach(named::addAll);
    named.addAll(models.abilities().keySet());
    return named;
  }

  private Reply show(Call call) throws InterruptedException {
    var found = model(name(call));
    if (found.isEmpty()) {
      return Reply.refused(Problems.missing("model '" + name(call) + "'"));
    }
    var model = found.get();
    var patience = new Patience(Preference.wait(call), call.abandoned());
    try (var ear = signals.listen(ViabilityRules.id(model))) {
      while (isUnderWay(examined.of(model)) && !patience.isOver()) {
        ear.await(patience.piece());
      }
    }
    return Reply.ok(docs.of(model, examined.of(model)));
  }

  private static String name(Call call) {
    var family = call.place("family");
    var model = family.isEmpty() ? call.place("model") : family + "/" + call.place("model");
    return call.place("provider") + "/" + model;
  }

  /// Of a provider that the workspace has.
  private Optional<ModelId> model(String name) {
    return policy
        .now()
        .models()
        .addressee(name)
        .filter(Addressee.One.class::isInstance)
        .map(one -> ((Addressee.One) one).model())
        .filter(model -> workspace.get().providers().containsKey(model.provider()));
  }

  private static boolean isUnderWay(ViabilityState state) {
    return switch (state) {
      case ViabilityState.Wanted _, ViabilityState.Examining _ -> true;
      case ViabilityState.New(), ViabilityState.Examined _, ViabilityState.Outdated _ -> false;
    };
  }

  private Reply check(Call call) throws InterruptedException {
    var form = call.form();
    var models = wanted(form);
    var reason = form.text("reason", "asked for");
    var problem = form.problem();
    if (problem.isPresent()) {
      return Reply.refused(problem.get());
    }
    var orders = new ArrayList<Counter.Numbered>();
    for (var model : models) {
      var want = new ViabilityCommand.Want(model, call.caller().name(), reason);
      orders.add(new Counter.Numbered(orders.size(), new Order(ViabilityRules.id(model), want)));
    }
    var results = counter.bringAll(call, orders);
    if (results.isEmpty()) {
      return Reply.refused(Problems.badKey());
    }
    for (var result : results.get()) {
      if (result instanceof Counter.Result.Refused refused) {
        return counter.worded(refused, _ -> Reply.ok(new Doc()));
      }
    }
    var items = models.stream().map(model -> docs.of(model, examined.of(model))).toList();
    return Reply.json(TAKEN, Doc.page(items, ""));
  }

  /// The models that a form names; all of all tiers where it names none.
  private List<ModelId> wanted(Form form) {
    var names = new ArrayList<>(form.texts("models", NAMES_MAX));
    var tier = form.text("tier", "");
    if (!tier.isEmpty()) {
      names.add(tier);
    }
    var models = policy.now().models();
    var wanted = new LinkedHashSet<ModelId>();
    for (var name : names) {
      var chain = chain(models, name);
      if (chain.isEmpty()) {
        form.wrong("models", "the workspace has no tier, class or provider for '" + name + "'");
      }
      wanted.addAll(chain);
    }
    if (names.isEmpty()) {
      models.tiers().values().forEach(wanted::addAll);
    }
    return List.copyOf(wanted);
  }

  private List<ModelId> chain(ModelsPolicy models, String name) {
    return models
        .addressee(name)
        .map(models::chain)
        .map(chain ->
            chain.stream()
                .filter(model -> workspace.get().providers().containsKey(model.provider()))
                .toList())
        .orElse(List.of());
  }
}
