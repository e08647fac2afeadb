package dev.holdfast.gateway.tiers;

import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.effect.EffectState;
import dev.holdfast.gateway.access.Access;
import dev.holdfast.gateway.http.Doc;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.gateway.http.Route;
import dev.holdfast.gateway.showing.Streams;
import dev.holdfast.ledger.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/// `/v1/fallbacks`: when a question went on to another model, and why. Found among the newest
/// effects, so that looking costs the same however much there is.
public final class FallbackRoutes {
  private static final int LOOKED_AT = 500;
  private static final int TOLD_MAX = 50;

  private final Streams streams;

  public FallbackRoutes(Streams streams) {
    this.streams = streams;
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
            "/v1/fallbacks",
            Access.READ,
            Route.Spec.of("List when a question went on to another model, and why", "Fallbacks"),
            _ -> Reply.ok(Doc.page(newest(), ""))));
  }

  /// Newest first, so each attempt is met after the one that followed it.
  private List<Doc> newest() {
    var query = new Reader.Query(Kind.EFFECT, "", 0, Long.MAX_VALUE, LOOKED_AT);
    var following = new HashMap<Tried.Question, Tried>();
    var docs = new ArrayList<Doc>();
    for (var kept : streams.list(query, EffectState.class)) {
      var tried = Tried.of(kept);
      if (tried.isPresent() && docs.size() < TOLD_MAX) {
        var next = following.put(tried.get().question(), tried.get());
        if (next != null
            && next.number() == tried.get().number() + 1
            && !next.model().equals(tried.get().model())) {
          docs.add(doc(tried.get(), next));
        }
      }
    }
    return docs;
  }

  private Doc doc(Tried from, Tried to) {
    var use = from.use();
    var doc =
        new Doc()
            .time("at", streams.changedAt(from.kept().row()))
            .text("from", from.model())
            .text("to", to.model())
            .text("class", from.fault())
            .text("message", from.message())
            .text("asked", from.question().asked())
            .number("attempt", to.number())
            .text("outcome", to.end())
            .text("actor", from.payer().actor())
            .text("agent", from.payer().agent())
            .text("correlationId", use.correlation());
    return use.run() == 0 ? doc : doc.text("run", new StreamId(Kind.RUN, use.run()).text());
  }
}
