package dev.holdfast.core.session;

import dev.holdfast.core.Decision;
import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Refusal;
import dev.holdfast.core.Rules;
import dev.holdfast.core.Standing;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// One turn at a time, in order of arrival.
public final class SessionRules
    implements Rules<SessionState, SessionCommand, SessionEvent, SessionPolicy> {

  @Override
  public SessionState initial() {
    return new SessionState.New();
  }

  @Override
  public Decision<SessionEvent> decide(
      StreamId id,
      SessionState state,
      SessionCommand command,
      Versions<SessionPolicy> policy,
      Instant now) {
    return switch (command) {
      case SessionCommand.Arrive arrive -> arrive(state, arrive, policy.now());
      case SessionCommand.Finish(var run, var delivery) ->
          state instanceof SessionState.Busy busy && busy.run() == run
              ? finish(busy, delivery)
              : Decision.nothing();
      case SessionCommand.Withdraw(var run) ->
          state instanceof SessionState.Busy busy && busy.waiting().contains(run)
              ? Decision.accept(new SessionEvent.Withdrawn(run))
              : Decision.nothing();
    };
  }

  private static Decision<SessionEvent> arrive(
      SessionState state, SessionCommand.Arrive arrive, SessionPolicy policy) {
    if (arrive.identity().isEmpty()) {
      return threadMissing(arrive.channel());
    }
    return switch (state) {
      case SessionState.New() ->
          Decision.accept(
              new SessionEvent.Opened(arrive.identity()),
              new SessionEvent.TurnStarted(arrive.run()));
      case SessionState.Idle idle when !idle.identity().equals(arrive.identity()) -> notYours();
      case SessionState.Idle _ -> Decision.accept(new SessionEvent.TurnStarted(arrive.run()));
      case SessionState.Busy busy when !busy.identity().equals(arrive.identity()) -> notYours();
      case SessionState.Busy busy -> behind(busy, arrive, policy);
    };
  }

  private static Decision<SessionEvent> behind(
      SessionState.Busy busy, SessionCommand.Arrive arrive, SessionPolicy policy) {
    var manner = policy.channels().get(arrive.channel());
    if (manner == null || manner.arrival() == Arrival.REJECT) {
      return Decision.refuse(
          Refusal.Reason.CONFLICT,
          new Diagnostic(
              "session-busy",
              "A turn of this session is still running, and the channel rejects arrivals"
                  + " meanwhile.",
              "The request was not accepted.",
              "Send it again when the running turn has ended, or set the channel's 'arrival' to"
                  + " queue."));
    }
    if (busy.waiting().size() >= manner.waiting()) {
      return Decision.refuse(
          Refusal.Reason.OVERLOADED,
          new Diagnostic(
              "session-full",
              busy.waiting().size() + " requests of this session are waiting already.",
              "The request was not accepted.",
              "Wait for earlier requests to end, or cancel them."));
    }
    return Decision.accept(new SessionEvent.Queued(arrive.run()));
  }

  private static Decision<SessionEvent> threadMissing(String channel) {
    return Decision.refuse(
        Refusal.Reason.RULE,
        new Diagnostic(
            "thread-missing",
            "Channel '"
                + channel
                + "' keeps a session per thread, and the request names no thread.",
            "The request was not accepted.",
            "Send 'thread', or set the channel's 'session' to per-actor."));
  }

  /// Two names with the same key: one in 2^62, and refused rather than shared.
  private static Decision<SessionEvent> notYours() {
    return Decision.refuse(
        Refusal.Reason.CONFLICT,
        new Diagnostic(
            "session-collision",
            "Another session has the same key.",
            "The request was not accepted; no context was shared.",
            "Use another thread or actor name."));
  }

  private static Decision<SessionEvent> finish(SessionState.Busy busy, long delivery) {
    var events = new ArrayList<SessionEvent>();
    long after = delivery == 0 ? 0 : busy.lastDelivery();
    events.add(new SessionEvent.TurnEnded(busy.run(), delivery, after));
    if (!busy.waiting().isEmpty()) {
      events.add(new SessionEvent.TurnStarted(busy.waiting().getFirst()));
    }
    return Decision.accept(events);
  }

  @Override
  public SessionState evolve(SessionState state, SessionEvent event) {
    return switch (event) {
      case SessionEvent.Opened(var identity) -> new SessionState.Idle(identity, 0, 0);
      case SessionEvent.TurnStarted(var run) -> started(state, run);
      case SessionEvent.Queued(var run) -> waiting(state, run, true);
      case SessionEvent.Withdrawn(var run) -> waiting(state, run, false);
      case SessionEvent.TurnEnded(_, var delivery, _) -> ended(state, delivery);
    };
  }

  private static SessionState started(SessionState state, long run) {
    return switch (state) {
      case SessionState.Idle(var identity, var turns, var last) ->
          new SessionState.Busy(identity, turns + 1, last, run, List.of());
      case SessionState.Busy _, SessionState.New _ -> state;
    };
  }

  private static SessionState waiting(SessionState state, long run, boolean joins) {
    if (!(state instanceof SessionState.Busy busy)) {
      return state;
    }
    var waiting = new ArrayList<>(busy.waiting());
    if (joins) {
      waiting.add(run);
    } else {
      waiting.remove(run);
    }
    return new SessionState.Busy(
        busy.identity(), busy.turns(), busy.lastDelivery(), busy.run(), List.copyOf(waiting));
  }

  private static SessionState ended(SessionState state, long delivery) {
    if (!(state instanceof SessionState.Busy busy)) {
      return state;
    }
    long last = delivery == 0 ? busy.lastDelivery() : delivery;
    return busy.waiting().isEmpty()
        ? new SessionState.Idle(busy.identity(), busy.turns(), last)
        : new SessionState.Busy(
            busy.identity(),
            busy.turns() + 1,
            last,
            busy.waiting().getFirst(),
            List.copyOf(busy.waiting().subList(1, busy.waiting().size())));
  }

  @Override
  public Standing standing(StreamId id, SessionState state) {
    return switch (state) {
      case SessionState.New() -> Standing.of("new");
      case SessionState.Idle _ -> Standing.of("idle");
      case SessionState.Busy busy -> Standing.of("busy").under(busy.run());
    };
  }
}
