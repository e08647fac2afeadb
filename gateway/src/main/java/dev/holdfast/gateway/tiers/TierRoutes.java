package dev.holdfast.gateway.tiers;

import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.core.models.Addressee;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.ModelsPolicy;
import dev.holdfast.core.models.Outlook;
import dev.holdfast.core.models.Outlooks;
import dev.holdfast.core.models.viability.Fitness;
import dev.holdfast.core.models.viability.ViabilityState;
import dev.holdfast.gateway.access.Access;
import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Doc;
import dev.holdfast.gateway.http.Problems;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.gateway.http.Route;
import dev.holdfast.gateway.showing.Streams;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/// `/v1/tiers`: who is asked, in which order, and how it looks for each of them now.
public final class TierRoutes {
  private final Cooldowns cooldowns;
  private final Versions<Policy> policy;
  private final InstantSource clock;
  private final Examined examined;

  public TierRoutes(
      Streams streams,
      Versions<Policy> policy,
      Supplier<Workspace> workspace,
      InstantSource clock) {
    this.cooldowns = new Cooldowns(streams);
    this.examined = new Examined(streams, workspace, clock);
    this.policy = policy;
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
            "/v1/tiers",
            Access.READ,
            Route.Spec.of("List tiers and classes: who is asked now", "Tiers"),
            _ -> list()),
        Route.get(
            "/v1/tiers/{id}",
            Access.READ,
            Route.Spec.of("Show a tier's models in their order, and why one is passed by", "Tier"),
            this::show));
  }

  private Reply list() {
    var models = policy.now().models();
    var looks = looks();
    var docs = new ArrayList<Doc>();
    new TreeMap<>(models.tiers())
        .keySet()
        .forEach(tier -> docs.add(doc(models, new Addressee.Tier(tier), looks)));
    new TreeMap<>(models.classes())
        .keySet()
        .forEach(name -> docs.add(doc(models, new Addressee.Work(name), looks)));
    return Reply.ok(Doc.page(docs, ""));
  }

  private Reply show(Call call) {
    var models = policy.now().models();
    var name = call.place("id");
    var addressee = models.addressee(name);
    return addressee.isEmpty() || addressee.get() instanceof Addressee.One
        ? Reply.refused(Problems.missing("tier or class '" + name + "'"))
        : Reply.ok(doc(models, addressee.get(), looks()));
  }

  /// What is left alone, and what was found.
  private record Looks(Outlooks outlooks, Map<ModelId, ViabilityState> states, Instant now) {}

  private Looks looks() {
    return new Looks(cooldowns.outlooks(), examined.all(), clock.instant());
  }

  /// Who has failed an examination is of no use, whether it is left alone or not.
  private Outlook outlook(ModelId model, Looks looks) {
    return Fitness.obstacle(examined.report(model, looks.states()).found())
        .<Outlook>map(Outlook.Unfit::new)
        .orElseGet(() -> looks.outlooks().of(model, looks.now()));
  }

  private Doc doc(ModelsPolicy models, Addressee addressee, Looks looks) {
    var chain = models.chain(addressee);
    var first =
        chain.stream()
            .filter(model -> isAsked(outlook(model, looks)))
            .map(ModelId::text)
            .findFirst()
            .orElse("");
    var doc = new Doc().text("name", addressee.text()).text("kind", kind(addressee));
    if (addressee instanceof Addressee.Work(var name)) {
      var work = models.work(name);
      var patience = work.patience();
      doc.text("tier", work.tier())
          .text("connect", patience.connect().toString())
          .text("first", patience.first().toString())
          .text("idle", patience.idle().toString())
          .text("total", patience.total().toString());
    }
    return doc.text("asked", first)
        .texts("models", chain.stream().map(ModelId::text).toList())
        .docs("chain", chain.stream().map(model -> link(model, looks)).toList());
  }

  private static boolean isAsked(Outlook outlook) {
    return switch (outlook) {
      case Outlook.Open(), Outlook.Trial _ -> true;
      case Outlook.Cooling _, Outlook.Unfit _ -> false;
    };
  }

  private static String kind(Addressee addressee) {
    return switch (addressee) {
      case Addressee.Tier _ -> "tier";
      case Addressee.Work _ -> "class";
      case Addressee.One _ -> "model";
    };
  }

  private void examined(Doc doc, ModelId model, Looks looks) {
    var report = examined.report(model, looks.states());
    if (!report.isNone()) {
      doc.time("examined", report.at());
    }
    // What else it cannot keeps it only from the questions that need it.
    var lacks = report.found().failed().stream().map(trait -> trait.aspect().word()).toList();
    if (!lacks.isEmpty()) {
      doc.texts("lacks", lacks);
    }
    if (looks.states().get(model) instanceof ViabilityState.Outdated(_, _, var why)) {
      doc.text("outdated", why);
    }
  }

  private Doc link(ModelId model, Looks looks) {
    var doc = new Doc().text("model", model.text());
    examined(doc, model, looks);
    return switch (outlook(model, looks)) {
      case Outlook.Open() -> doc.text("status", "open");
      case Outlook.Trial(var scope) ->
          doc.text("status", "trial").text("why", "the next question tries " + scope);
      case Outlook.Cooling(var left, var why) ->
          doc.text("status", "cooling").text("why", why).time("until", looks.now().plus(left));
      case Outlook.Unfit(var why) -> doc.text("status", "unfit").text("why", why);
    };
  }
}
