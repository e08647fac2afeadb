package dev.holdfast.core.models.viability;

import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.viability.ViabilityState.Wish;
import java.util.List;

/// What a model's situation is after a fact.
final class ViabilityHistory {
  private ViabilityHistory() {}

  static ViabilityState evolve(ViabilityState state, ViabilityEvent event) {
    return switch (event) {
      case ViabilityEvent.Wished(var model, var by, var why, var at) ->
          new ViabilityState.Wanted(model, new Wish(by, why, at, 0), state.last());
      case ViabilityEvent.Begun(var holder, var until) ->
          new ViabilityState.Examining(model(state), wish(state), state.last(), holder, until);
      case ViabilityEvent.Found(var found, var at, var until) ->
          new ViabilityState.Examined(
              model(state), new Report(found, wish(state).by(), at, until, List.of()));
      case ViabilityEvent.Drifted(var what) -> {
        var last = state.last();
        yield new ViabilityState.Examined(
            model(state), new Report(last.found(), last.by(), last.at(), last.until(), what));
      }
      case ViabilityEvent.Aged(var why) ->
          new ViabilityState.Outdated(model(state), state.last().ended(), why);
      case ViabilityEvent.Lapsed() -> {
        var wish = wish(state);
        yield new ViabilityState.Wanted(
            model(state),
            new Wish(wish.by(), wish.why(), wish.at(), wish.tries() + 1),
            state.last());
      }
      case ViabilityEvent.Withdrawn(var why) ->
          new ViabilityState.Outdated(model(state), state.last(), why);
    };
  }

  private static ModelId model(ViabilityState state) {
    return switch (state) {
      case ViabilityState.Wanted wanted -> wanted.model();
      case ViabilityState.Examining examining -> examining.model();
      case ViabilityState.Examined examined -> examined.model();
      case ViabilityState.Outdated outdated -> outdated.model();
      case ViabilityState.New() -> throw new IllegalStateException("no model yet");
    };
  }

  private static Wish wish(ViabilityState state) {
    return switch (state) {
      case ViabilityState.Wanted wanted -> wanted.wish();
      case ViabilityState.Examining examining -> examining.wish();
      case ViabilityState.New(), ViabilityState.Examined _, ViabilityState.Outdated _ ->
          throw new IllegalStateException("nobody wants it examined: " + state);
    };
  }
}
