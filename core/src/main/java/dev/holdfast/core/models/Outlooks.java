package dev.holdfast.core.models;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How it looks for each model, from what is left alone.
public final class Outlooks {
  private final Map<String, CooldownState> states = new HashMap<>();

  /// @param states of scopes; one that is not there is asked like any other
  public Outlooks(List<CooldownState> states) {
    for (var state : states) {
      switch (state) {
        case CooldownState.Cooling cooling -> this.states.put(cooling.scope(), cooling);
        case CooldownState.Trial trial -> this.states.put(trial.cooling().scope(), trial);
        case CooldownState.New(), CooldownState.Clear _ -> {
          // Nothing stands in the way.
        }
      }
    }
  }

  public boolean isEmpty() {
    return states.isEmpty();
  }

  /// The scopes that are left alone, with why.
  public Map<String, CooldownState> states() {
    return Map.copyOf(states);
  }

  /// The longest that anything about a model is left alone; where nothing is any more, the widest
  /// scope comes first to be tried.
  public Outlook of(ModelId model, Instant now) {
    Outlook worst = new Outlook.Open();
    for (var scope : Scopes.of(model)) {
      worst = worse(worst, outlook(scope, now));
    }
    return worst;
  }

  private Outlook outlook(String scope, Instant now) {
    return switch (states.getOrDefault(scope, new CooldownState.Clear(scope))) {
      case CooldownState.New(), CooldownState.Clear _ -> new Outlook.Open();
      case CooldownState.Cooling(_, var cause, _, var until, _) ->
          now.isBefore(until)
              ? new Outlook.Cooling(
                  Duration.between(now, until), "%s: %s".formatted(scope, told(cause)))
              : new Outlook.Trial(scope);
      case CooldownState.Trial(_, var holder, var until) ->
          now.isBefore(until)
              ? new Outlook.Cooling(
                  Duration.between(now, until), scope + " is being tried by " + holder)
              : new Outlook.Trial(scope);
    };
  }

  private static String told(Cause cause) {
    return cause.message().isEmpty()
        ? cause.fault().word()
        : cause.fault().word() + " (" + cause.message() + ")";
  }

  private static Outlook worse(Outlook one, Outlook other) {
    return switch (other) {
      case Outlook.Open() -> one;
      case Outlook.Unfit unfit -> unfit;
      case Outlook.Trial trial -> one instanceof Outlook.Open ? trial : one;
      case Outlook.Cooling cooling ->
          one instanceof Outlook.Cooling before && before.left().compareTo(cooling.left()) >= 0
              ? before
              : cooling;
    };
  }
}
