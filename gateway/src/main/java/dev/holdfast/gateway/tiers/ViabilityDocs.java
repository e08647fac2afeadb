package dev.holdfast.gateway.tiers;

import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.viability.Examination;
import dev.holdfast.core.models.viability.Report;
import dev.holdfast.core.models.viability.Trait;
import dev.holdfast.core.models.viability.ViabilityState;
import dev.holdfast.gateway.http.Doc;

/// What is known of a model, in JSON.
final class ViabilityDocs {
  private final Examined examined;

  ViabilityDocs(Examined examined) {
    this.examined = examined;
  }

  Doc of(ModelId model, ViabilityState state) {
    var doc = new Doc().text("model", model.text()).text("status", status(state));
    switch (state) {
      case ViabilityState.New(), ViabilityState.Examined _ -> {
        // The status says it.
      }
      case ViabilityState.Wanted(_, var wish, _) ->
          doc.text("wantedBy", wish.by()).text("why", wish.why());
      case ViabilityState.Examining(_, var wish, _, var holder, var until) ->
          doc.text("wantedBy", wish.by())
              .text("why", wish.why())
              .text("holder", holder)
              .time("endsBy", until);
      case ViabilityState.Outdated(_, _, var why) -> doc.text("why", why);
    }
    var report = state.last();
    return report.isNone() ? doc.flag("counts", false) : found(doc, model, report);
  }

  private static String status(ViabilityState state) {
    return switch (state) {
      case ViabilityState.New() -> "new";
      case ViabilityState.Wanted _ -> "wanted";
      case ViabilityState.Examining _ -> "examining";
      case ViabilityState.Examined(_, var last) -> last.found().judgement().word();
      case ViabilityState.Outdated _ -> "outdated";
    };
  }

  private Doc found(Doc doc, ModelId model, Report report) {
    var found = report.found();
    return doc.flag("counts", examined.counts(model, report))
        .text("found", found.judgement().word())
        .docs("traits", found.traits().stream().map(ViabilityDocs::trait).toList())
        .doc("pace", pace(found))
        .number("window", found.window())
        .number("tokens", found.tokens())
        .text("version", found.identity().version())
        .text("digest", found.identity().digest())
        .texts("drift", report.drift())
        .text("by", report.by())
        .time("at", report.at())
        .time("until", report.until());
  }

  private static Doc trait(Trait trait) {
    return new Doc()
        .text("aspect", trait.aspect().word())
        .text("result", trait.result().word())
        .text("seen", trait.seen())
        .text("untold", trait.untold());
  }

  private static Doc pace(Examination found) {
    var pace = found.pace();
    return new Doc()
        .number("asks", pace.asks())
        .number("firstP50Millis", pace.firstP50())
        .number("firstP95Millis", pace.firstP95())
        .number("totalP50Millis", pace.totalP50())
        .number("totalP95Millis", pace.totalP95())
        .number("tokensPerSecond", pace.tokensPerSecond());
  }
}
