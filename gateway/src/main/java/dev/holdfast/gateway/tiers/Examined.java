package dev.holdfast.gateway.tiers;

import dev.holdfast.core.Kind;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.viability.Report;
import dev.holdfast.core.models.viability.Settings;
import dev.holdfast.core.models.viability.ViabilityRules;
import dev.holdfast.core.models.viability.ViabilityState;
import dev.holdfast.gateway.showing.Pages;
import dev.holdfast.gateway.showing.Streams;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.Reader;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// What examinations have found, as it is committed.
final class Examined {
  private final Streams streams;
  private final Supplier<Workspace> workspace;
  private final InstantSource clock;

  Examined(Streams streams, Supplier<Workspace> workspace, InstantSource clock) {
    this.streams = streams;
    this.workspace = workspace;
    this.clock = clock;
  }

  Map<ModelId, ViabilityState> all() {
    var all = new HashMap<ModelId, ViabilityState>();
    var query = new Reader.Query(Kind.MODEL, "", 0, Long.MAX_VALUE, Pages.LIMIT_MAX);
    for (var kept : streams.list(query, ViabilityState.class)) {
      switch (kept.state()) {
        case ViabilityState.New() -> {
          // Nothing was ever entered.
        }
        case ViabilityState.Wanted wanted -> all.put(wanted.model(), wanted);
        case ViabilityState.Examining examining -> all.put(examining.model(), examining);
        case ViabilityState.Examined examined -> all.put(examined.model(), examined);
        case ViabilityState.Outdated outdated -> all.put(outdated.model(), outdated);
      }
    }
    return all;
  }

  ViabilityState of(ModelId model) {
    return streams
        .find(ViabilityRules.id(model), ViabilityState.class)
        .map(Streams.Kept::state)
        .orElseGet(ViabilityState.New::new);
  }

  /// Whether it still counts: it is not too old, and of the settings as they are now.
  boolean counts(ModelId model, Report report) {
    return report.counts(clock.instant(), Codec.hash(Settings.text(workspace.get(), model)));
  }

  /// The report that counts, [Report#NONE] where none does.
  Report report(ModelId model, Map<ModelId, ViabilityState> all) {
    var last = all.getOrDefault(model, new ViabilityState.New()).last();
    return counts(model, last) ? last : Report.NONE;
  }
}
