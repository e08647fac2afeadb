package dev.holdfast.core.delivery;

import dev.holdfast.core.Decision;
import dev.holdfast.core.Fence;
import dev.holdfast.core.Lease;
import dev.holdfast.core.Refusal;
import dev.holdfast.core.Rules;
import dev.holdfast.core.Standing;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import java.time.Instant;

/// Intends, attempts and ends a delivery.
public final class DeliveryRules
    implements Rules<DeliveryState, DeliveryCommand, DeliveryEvent, DeliveryPolicy> {

  @Override
  public DeliveryState initial() {
    return new DeliveryState.New();
  }

  @Override
  public Decision<DeliveryEvent> decide(
      StreamId id,
      DeliveryState state,
      DeliveryCommand command,
      Versions<DeliveryPolicy> policy,
      Instant now) {
    return switch (command) {
      case DeliveryCommand.Intend(var message, var start) ->
          state instanceof DeliveryState.New
              ? intend(message, start, policy.now())
              : Decision.nothing();
      case DeliveryCommand.Release() ->
          state instanceof DeliveryState.Blocked
              ? Decision.accept(new DeliveryEvent.Released())
              : Decision.nothing();
      case DeliveryCommand.Precede(var next) ->
          Decision.accept(
              waits(state) ? new DeliveryEvent.Followed(next) : new DeliveryEvent.Passed(next));
      case DeliveryCommand.Attempt(var holder, var time) ->
          state instanceof DeliveryState.Ready ready
              ? Decision.accept(
                  new DeliveryEvent.Attempted(
                      new Lease(new Fence(ready.attempts() + 1L), holder, now.plus(time))))
              : Decision.nothing();
      case DeliveryCommand.Withdraw(var reason) ->
          state instanceof DeliveryState.Sending
              ? Decision.accept(new DeliveryEvent.Withdrawn(reason))
              : Decision.nothing();
      case DeliveryCommand.Report(var fence, var sent) ->
          state instanceof DeliveryState.Sending sending && sending.lease().fence().equals(fence)
              ? Decision.accept(new Attempting(id, sending, policy.now(), now).outcome(sent))
              : Decision.refuse(Refusal.Reason.STALE_FENCE, Diagnostics.staleFence(id, fence));
      case DeliveryCommand.Wake() -> wake(id, state, policy, now);
      case DeliveryCommand.Retry(var reason) -> retry(id, state, reason, policy.now(), now);
      case DeliveryCommand.Resolve(var resolution, var reason) ->
          state instanceof DeliveryState.Unknown
              ? Decision.accept(new DeliveryEvent.Resolved(resolution, reason, now))
              : Decision.refuse(Refusal.Reason.CONFLICT, Diagnostics.notUnknown(id));
    };
  }

  private static Decision<DeliveryEvent> intend(
      Message message, DeliveryCommand.Start start, DeliveryPolicy policy) {
    var channel = policy.channels().get(message.channel());
    if (channel == null) {
      return Decision.accept(
          new DeliveryEvent.Suppressed(
              message, "the workspace has no channel '" + message.channel() + "'"));
    }
    if (!channel.accepts().contains(message.kind())) {
      return Decision.accept(
          new DeliveryEvent.Suppressed(
              message,
              "channel '"
                  + message.channel()
                  + "' does not accept "
                  + Diagnostics.word(message.kind())));
    }
    return Decision.accept(new DeliveryEvent.Intended(message, start));
  }

  /// Waiting for the first attempt or for another one; what is under way must first be reported or
  /// doubted.
  private static boolean waits(DeliveryState state) {
    return switch (state) {
      case DeliveryState.Blocked _,
          DeliveryState.Ready _,
          DeliveryState.Sending _,
          DeliveryState.Resting _ ->
          true;
      case DeliveryState.New _,
          DeliveryState.Delivered _,
          DeliveryState.Dead _,
          DeliveryState.Expired _,
          DeliveryState.Suppressed _,
          DeliveryState.Unknown _ ->
          false;
    };
  }

  private static Decision<DeliveryEvent> wake(
      StreamId id, DeliveryState state, Versions<DeliveryPolicy> policy, Instant now) {
    return switch (state) {
      case DeliveryState.Sending sending when !now.isBefore(sending.lease().expiresAt()) ->
          Decision.accept(
              new Attempting(id, sending, policy.now(), now)
                  .outcome(
                      new Sent.Ambiguous(
                          "sender-lost", "the sender stopped before it could report")));
      case DeliveryState.Resting resting when tooOld(resting.message(), now) ->
          Decision.accept(new DeliveryEvent.Expired(Diagnostics.tooOld(id, resting.message())));
      case DeliveryState.Resting resting when !now.isBefore(resting.until()) ->
          Decision.accept(new DeliveryEvent.Released());
      case DeliveryState.Ready ready when tooOld(ready.message(), now) ->
          Decision.accept(new DeliveryEvent.Expired(Diagnostics.tooOld(id, ready.message())));
      case DeliveryState.Blocked blocked when tooOld(blocked.message(), now) ->
          Decision.accept(new DeliveryEvent.Expired(Diagnostics.tooOld(id, blocked.message())));
      case DeliveryState.New _,
          DeliveryState.Blocked _,
          DeliveryState.Ready _,
          DeliveryState.Sending _,
          DeliveryState.Resting _,
          DeliveryState.Delivered _,
          DeliveryState.Dead _,
          DeliveryState.Expired _,
          DeliveryState.Suppressed _,
          DeliveryState.Unknown _ ->
          Decision.nothing();
    };
  }

  private static boolean tooOld(Message message, Instant now) {
    return !now.isBefore(message.expiresAt());
  }

  private static Decision<DeliveryEvent> retry(
      StreamId id, DeliveryState state, String reason, DeliveryPolicy policy, Instant now) {
    return switch (state) {
      case DeliveryState.Dead _, DeliveryState.Expired _, DeliveryState.Unknown _ ->
          Decision.accept(
              new DeliveryEvent.Reopened(
                  reason, now.plus(policy.age(Deliveries.message(state).channel()))));
      case DeliveryState.New _,
          DeliveryState.Blocked _,
          DeliveryState.Ready _,
          DeliveryState.Sending _,
          DeliveryState.Resting _,
          DeliveryState.Delivered _,
          DeliveryState.Suppressed _ ->
          Decision.refuse(Refusal.Reason.CONFLICT, Diagnostics.notEnded(id));
    };
  }

  @Override
  public DeliveryState evolve(DeliveryState state, DeliveryEvent event) {
    return DeliveryHistory.evolve(state, event);
  }

  @Override
  public Standing standing(StreamId id, DeliveryState state) {
    return DeliveryStanding.of(state);
  }
}
