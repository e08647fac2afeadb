package dev.holdfast.core.models;

import dev.holdfast.core.Decision;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Refusal;
import dev.holdfast.core.Rules;
import dev.holdfast.core.Standing;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import java.time.Instant;

/// Leaves a scope alone when it fails, and lets exactly one try it again.
public final class CooldownRules
    implements Rules<CooldownState, CooldownCommand, CooldownEvent, ModelsPolicy> {

  /// The stream of a scope.
  public static StreamId id(String scope) {
    return StreamId.named(Kind.COOLDOWN, scope);
  }

  @Override
  public CooldownState initial() {
    return new CooldownState.New();
  }

  @Override
  public Decision<CooldownEvent> decide(
      StreamId id,
      CooldownState state,
      CooldownCommand command,
      Versions<ModelsPolicy> policy,
      Instant now) {
    return switch (command) {
      case CooldownCommand.Trip trip ->
          trip(state, trip, policy.at(policy.current()).cooling(), now);
      case CooldownCommand.Try wish -> begin(state, wish, now);
      case CooldownCommand.Recover(_, var holder) ->
          holds(state, holder)
              ? Decision.accept(new CooldownEvent.Recovered(holder))
              : Decision.nothing();
      case CooldownCommand.Release(_, var reason) ->
          isLeftAlone(state)
              ? Decision.accept(new CooldownEvent.Released(reason))
              : Decision.nothing();
      case CooldownCommand.Rekey(_, var credential) ->
          isLeftAlone(state) && !cooling(state).cause().credential().equals(credential)
              ? Decision.accept(new CooldownEvent.Rekeyed())
              : Decision.nothing();
    };
  }

  private static Decision<CooldownEvent> trip(
      CooldownState state, CooldownCommand.Trip trip, CooldownTerms terms, Instant now) {
    return switch (state) {
      case CooldownState.New(), CooldownState.Clear _ -> tripped(trip, 1, terms, now);
      case CooldownState.Trial(var cooling, var holder, _) when holder.equals(trip.holder()) ->
          tripped(trip, cooling.round() + 1, terms, now);
      // Who asked before it was left alone, or beside the trial, brings no news: unless the
      // provider
      // asks for more time than it has.
      case CooldownState.Trial _ -> Decision.nothing();
      case CooldownState.Cooling(_, _, _, var until, var round) -> {
        var longer = now.plus(terms.length(round, trip.cause().asked()));
        yield trip.cause().asked().isPositive() && longer.isAfter(until)
            ? Decision.accept(new CooldownEvent.Prolonged(trip.cause(), longer))
            : Decision.nothing();
      }
    };
  }

  private static Decision<CooldownEvent> tripped(
      CooldownCommand.Trip trip, int round, CooldownTerms terms, Instant now) {
    var until = now.plus(terms.length(round, trip.cause().asked()));
    return Decision.accept(
        new CooldownEvent.Tripped(trip.scope(), trip.cause(), now, until, round));
  }

  private static Decision<CooldownEvent> begin(
      CooldownState state, CooldownCommand.Try wish, Instant now) {
    return switch (state) {
      case CooldownState.New(), CooldownState.Clear _ -> Decision.nothing();
      case CooldownState.Cooling(var scope, _, _, var until, _) when now.isBefore(until) ->
          refused(scope, "is left alone until " + until);
      case CooldownState.Trial(var cooling, var holder, var until) when now.isBefore(until) ->
          holder.equals(wish.holder())
              ? Decision.nothing()
              : refused(cooling.scope(), "is being tried by " + holder);
      // A trial of which nothing was heard is over.
      case CooldownState.Cooling _, CooldownState.Trial _ ->
          Decision.accept(new CooldownEvent.TrialBegan(wish.holder(), now.plus(wish.within())));
    };
  }

  private static Decision<CooldownEvent> refused(String scope, String why) {
    return Decision.refuse(Refusal.Reason.CONFLICT, Diagnostics.notNow(scope, why));
  }

  private static boolean holds(CooldownState state, String holder) {
    return state instanceof CooldownState.Trial(_, var current, _) && current.equals(holder);
  }

  private static boolean isLeftAlone(CooldownState state) {
    return state instanceof CooldownState.Cooling || state instanceof CooldownState.Trial;
  }

  private static CooldownState.Cooling cooling(CooldownState state) {
    return switch (state) {
      case CooldownState.Cooling cooling -> cooling;
      case CooldownState.Trial(var cooling, _, _) -> cooling;
      case CooldownState.New(), CooldownState.Clear _ ->
          throw new IllegalStateException("is not left alone: " + state);
    };
  }

  @Override
  public CooldownState evolve(CooldownState state, CooldownEvent event) {
    return switch (event) {
      case CooldownEvent.Tripped(var scope, var cause, var at, var until, var round) ->
          new CooldownState.Cooling(
              scope, cause, isLeftAlone(state) ? cooling(state).since() : at, until, round);
      case CooldownEvent.Prolonged(var cause, var until) -> {
        var before = cooling(state);
        yield new CooldownState.Cooling(
            before.scope(), cause, before.since(), until, before.round());
      }
      case CooldownEvent.TrialBegan(var holder, var until) ->
          new CooldownState.Trial(cooling(state), holder, until);
      case CooldownEvent.Recovered _, CooldownEvent.Released _, CooldownEvent.Rekeyed() ->
          new CooldownState.Clear(cooling(state).scope());
    };
  }

  /// Never due: that its time is over says only that one may try, and the one who wants to looks.
  @Override
  public Standing standing(StreamId id, CooldownState state) {
    return switch (state) {
      case CooldownState.New() -> Standing.of("new");
      case CooldownState.Clear _ -> Standing.of("clear");
      case CooldownState.Cooling _ -> Standing.of("cooling");
      case CooldownState.Trial _ -> Standing.of("trial");
    };
  }
}
