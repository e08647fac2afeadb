package dev.holdfast.core.models.viability;

import dev.holdfast.core.Decision;
import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Refusal;
import dev.holdfast.core.Rules;
import dev.holdfast.core.Standing;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.ModelsPolicy;
import dev.holdfast.core.models.viability.Examination.Judgement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Has a model examined by exactly one node, and keeps what was found for as long as it counts.
public final class ViabilityRules
    implements Rules<ViabilityState, ViabilityCommand, ViabilityEvent, ModelsPolicy> {
  /// How often an examination is begun that nobody hears of again.
  public static final int TRIES_MAX = 3;

  /// The longest that a wish waits for a node.
  public static final Duration WISH_MAX = Duration.ofHours(1);

  /// What could not be told is worth another look before what was told is.
  public static final Duration UNTOLD_MAX = Duration.ofMinutes(15);

  /// The stream of a model.
  public static StreamId id(ModelId model) {
    return StreamId.named(Kind.MODEL, model.text());
  }

  @Override
  public ViabilityState initial() {
    return new ViabilityState.New();
  }

  @Override
  public Decision<ViabilityEvent> decide(
      StreamId id,
      ViabilityState state,
      ViabilityCommand command,
      Versions<ModelsPolicy> policy,
      Instant now) {
    return switch (command) {
      case ViabilityCommand.Want(var model, var by, var why) -> want(state, model, by, why, now);
      case ViabilityCommand.Begin begin -> begin(state, begin, now);
      case ViabilityCommand.Conclude(var holder, var found) ->
          conclude(state, holder, found, policy.now().checks().valid(), now);
      case ViabilityCommand.Notice(var version, var digest) -> notice(state, version, digest);
      case ViabilityCommand.Wake() -> wake(state, now);
    };
  }

  private static Decision<ViabilityEvent> want(
      ViabilityState state, ModelId model, String by, String why, Instant now) {
    return switch (state) {
      case ViabilityState.New(), ViabilityState.Examined _, ViabilityState.Outdated _ ->
          Decision.accept(new ViabilityEvent.Wished(model, by, why, now));
      // One examination serves all who want one.
      case ViabilityState.Wanted _, ViabilityState.Examining _ -> Decision.nothing();
    };
  }

  private static Decision<ViabilityEvent> begin(
      ViabilityState state, ViabilityCommand.Begin begin, Instant now) {
    return switch (state) {
      case ViabilityState.Wanted _ ->
          Decision.accept(new ViabilityEvent.Begun(begin.holder(), now.plus(begin.within())));
      // Its holder keeps it, until its time is over: that is counted first, and then it is wanted
      // again.
      case ViabilityState.Examining(_, _, _, var holder, var until) ->
          holder.equals(begin.holder()) && now.isBefore(until)
              ? Decision.accept(new ViabilityEvent.Begun(holder, now.plus(begin.within())))
              : refused("is being examined by " + holder);
      case ViabilityState.New(), ViabilityState.Examined _, ViabilityState.Outdated _ ->
          refused("is not wanted");
    };
  }

  private static Decision<ViabilityEvent> conclude(
      ViabilityState state, String holder, Examination found, Duration valid, Instant now) {
    // A late result of somebody who was given up is not taken: another one has begun anew.
    if (!(state instanceof ViabilityState.Examining examining)
        || !examining.holder().equals(holder)) {
      return refused("is not being examined by " + holder);
    }
    var before = examining.last().found();
    var whole = found.completedBy(before);
    var events = new ArrayList<ViabilityEvent>();
    events.add(new ViabilityEvent.Found(whole, now, until(examining, found, valid, now)));
    var drift = found.identity().drift(before.identity());
    if (!drift.isEmpty()) {
      events.add(new ViabilityEvent.Drifted(drift));
    }
    return Decision.accept(events);
  }

  /// What was known before counts as long as it would have, where nothing could be told this time.
  private static Instant until(
      ViabilityState.Examining examining, Examination found, Duration valid, Instant now) {
    if (found.judgement() != Judgement.UNTOLD) {
      return now.plus(valid);
    }
    var soon = now.plus(shorter(valid, UNTOLD_MAX));
    var known = examining.last();
    boolean isWhole =
        found.completedBy(known.found()).traits().stream()
            .allMatch(trait -> trait.result() != Trait.Result.UNTRIED);
    return isWhole && known.until().isAfter(soon) ? known.until() : soon;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static Decision<ViabilityEvent> notice(
      ViabilityState state, String version, String digest) {
    if (!(state instanceof ViabilityState.Examined(_, var last))) {
      return Decision.nothing();
    }
    var drift = new Identity(version, digest, "", List.of()).drift(last.found().identity());
    return drift.isEmpty()
        ? Decision.nothing()
        : Decision.accept(new ViabilityEvent.Aged("its " + String.join(", its ", drift)));
  }

  private static Decision<ViabilityEvent> wake(ViabilityState state, Instant now) {
    return switch (state) {
      case ViabilityState.New(), ViabilityState.Outdated _ -> Decision.nothing();
      case ViabilityState.Wanted(_, var wish, _) ->
          now.isBefore(wish.at().plus(WISH_MAX))
              ? Decision.nothing()
              : Decision.accept(new ViabilityEvent.Withdrawn("no node examined it in time"));
      case ViabilityState.Examining(_, var wish, _, _, var until) -> {
        if (now.isBefore(until)) {
          yield Decision.nothing();
        }
        yield wish.tries() + 1 < TRIES_MAX
            ? Decision.accept(new ViabilityEvent.Lapsed())
            : Decision.accept(new ViabilityEvent.Withdrawn("no examination of it came to its end"));
      }
      case ViabilityState.Examined(_, var last) ->
          now.isBefore(last.until())
              ? Decision.nothing()
              : Decision.accept(new ViabilityEvent.Aged("it is of " + last.at()));
    };
  }

  private static Decision<ViabilityEvent> refused(String why) {
    return Decision.refuse(
        Refusal.Reason.CONFLICT,
        new Diagnostic(
            "examined-by-another",
            "The model " + why + ".",
            "Nothing was entered by this one.",
            "See what is known of it: holdfast models check"));
  }

  @Override
  public ViabilityState evolve(ViabilityState state, ViabilityEvent event) {
    return ViabilityHistory.evolve(state, event);
  }

  @Override
  public Standing standing(StreamId id, ViabilityState state) {
    return switch (state) {
      case ViabilityState.New() -> Standing.of("new");
      case ViabilityState.Wanted(_, var wish, _) ->
          Standing.of("wanted").due(wish.at().plus(WISH_MAX));
      case ViabilityState.Examining(_, _, _, _, var until) -> Standing.of("examining").due(until);
      case ViabilityState.Examined(_, var last) ->
          Standing.of(last.found().judgement().word()).due(last.until());
      case ViabilityState.Outdated _ -> Standing.of("outdated");
    };
  }
}
