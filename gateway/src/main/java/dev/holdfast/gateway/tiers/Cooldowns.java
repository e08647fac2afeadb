package dev.holdfast.gateway.tiers;

import dev.holdfast.core.Kind;
import dev.holdfast.core.models.CooldownState;
import dev.holdfast.core.models.Outlooks;
import dev.holdfast.gateway.http.Doc;
import dev.holdfast.gateway.showing.Pages;
import dev.holdfast.gateway.showing.Streams;
import dev.holdfast.ledger.Reader;
import java.util.ArrayList;
import java.util.List;

/// What is left alone, as it is committed.
final class Cooldowns {
  private final Streams streams;

  Cooldowns(Streams streams) {
    this.streams = streams;
  }

  List<CooldownState> all() {
    var all = new ArrayList<CooldownState>();
    for (var status : List.of("trial", "cooling")) {
      var query = new Reader.Query(Kind.COOLDOWN, status, 0, Long.MAX_VALUE, Pages.LIMIT_MAX);
      streams.list(query, CooldownState.class).forEach(kept -> all.add(kept.state()));
    }
    return all;
  }

  Outlooks outlooks() {
    return new Outlooks(all());
  }

  static Doc doc(CooldownState state) {
    return switch (state) {
      case CooldownState.New() -> new Doc().text("status", "clear");
      case CooldownState.Clear(var scope) -> new Doc().text("scope", scope).text("status", "clear");
      case CooldownState.Cooling cooling -> doc(cooling).text("status", "cooling");
      case CooldownState.Trial(var cooling, var holder, var until) ->
          doc(cooling).text("status", "trial").text("holder", holder).time("until", until);
    };
  }

  private static Doc doc(CooldownState.Cooling cooling) {
    return new Doc()
        .text("scope", cooling.scope())
        .text("class", cooling.cause().fault().word())
        .text("message", cooling.cause().message())
        .time("since", cooling.since())
        .time("until", cooling.until())
        .number("round", cooling.round());
  }
}
