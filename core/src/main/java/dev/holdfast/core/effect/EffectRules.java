package dev.holdfast.core.effect;

import dev.holdfast.core.Decision;
import dev.holdfast.core.Rules;
import dev.holdfast.core.Standing;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import dev.holdfast.core.spend.Charge;
import java.time.Instant;

/// Intent first, then exactly one end.
public final class EffectRules
    implements Rules<EffectState, EffectCommand, EffectEvent, EffectPolicy> {

  @Override
  public EffectState initial() {
    return new EffectState.New();
  }

  @Override
  public Decision<EffectEvent> decide(
      StreamId id,
      EffectState state,
      EffectCommand command,
      Versions<EffectPolicy> policy,
      Instant now) {
    return switch (command) {
      case EffectCommand.Intend(var use, var until) ->
          state instanceof EffectState.New
              ? Decision.accept(new EffectEvent.Intended(use, until))
              : Decision.nothing();
      case EffectCommand.Deny(var use, var diagnostic) ->
          state instanceof EffectState.New
              ? Decision.accept(new EffectEvent.Denied(use, diagnostic))
              : Decision.nothing();
      case EffectCommand.Settle(var settlement, var charge) ->
          state instanceof EffectState.Intended
              ? Decision.accept(new EffectEvent.Settled(settlement, charge))
              : Decision.nothing();
      case EffectCommand.Report(var use, var began, var settlement, var charge) ->
          state instanceof EffectState.New
              ? Decision.accept(
                  new EffectEvent.Intended(use, began), new EffectEvent.Settled(settlement, charge))
              : Decision.nothing();
      case EffectCommand.Wake() ->
          state instanceof EffectState.Intended(_, var until) && !now.isBefore(until)
              ? Decision.accept(
                  new EffectEvent.Settled(
                      new Settlement.Doubt("the broker reported no end before " + until),
                      Charge.NONE))
              : Decision.nothing();
    };
  }

  @Override
  public EffectState evolve(EffectState state, EffectEvent event) {
    return switch (event) {
      case EffectEvent.Intended(var use, var until) -> new EffectState.Intended(use, until);
      case EffectEvent.Denied(var use, var diagnostic) -> new EffectState.Refused(use, diagnostic);
      case EffectEvent.Settled(var settlement, var charge) ->
          state instanceof EffectState.Intended(var use, _)
              ? new EffectState.Ended(use, settlement, charge)
              : state;
    };
  }

  @Override
  public Standing standing(StreamId id, EffectState state) {
    return switch (state) {
      case EffectState.New() -> Standing.of("new");
      case EffectState.Intended(var use, var until) ->
          Standing.of("intended").under(use.task()).due(until);
      case EffectState.Refused(var use, _) -> Standing.of("refused").under(use.task());
      case EffectState.Ended(var use, var settlement, var charge) ->
          ended(Standing.of(word(settlement)).under(use.task()), charge);
    };
  }

  private static Standing ended(Standing standing, Charge charge) {
    return charge.isNone() ? standing : standing.spending(charge.spent());
  }

  private static String word(Settlement settlement) {
    return switch (settlement) {
      case Settlement.Receipt _ -> "received";
      case Settlement.Failure _ -> "failed";
      case Settlement.Doubt _ -> "unknown";
    };
  }
}
