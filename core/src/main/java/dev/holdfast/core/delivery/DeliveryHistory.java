package dev.holdfast.core.delivery;

/// What a delivery's state becomes by a fact.
final class DeliveryHistory {
  private DeliveryHistory() {}

  static DeliveryState evolve(DeliveryState state, DeliveryEvent event) {
    return switch (event) {
      case DeliveryEvent.Intended(var message, var start) ->
          start == DeliveryCommand.Start.READY
              ? new DeliveryState.Ready(message, 0, 0)
              : new DeliveryState.Blocked(message, 0);
      case DeliveryEvent.Suppressed(var message, var reason) ->
          new DeliveryState.Suppressed(message, reason);
      case DeliveryEvent.Released() ->
          new DeliveryState.Ready(message(state), attempts(state), next(state));
      case DeliveryEvent.Followed(var next) -> followed(state, next);
      case DeliveryEvent.Passed _ -> state;
      case DeliveryEvent.Attempted(var lease) ->
          new DeliveryState.Sending(message(state), attempts(state) + 1, lease, next(state));
      case DeliveryEvent.Withdrawn(var reason) ->
          new DeliveryState.Suppressed(message(state), reason);
      case DeliveryEvent.Delivered(var receipt, var at) ->
          new DeliveryState.Delivered(message(state), attempts(state), receipt, at);
      case DeliveryEvent.Rested(var until, var why) ->
          new DeliveryState.Resting(message(state), attempts(state), until, why, next(state));
      case DeliveryEvent.Died(var why, _) ->
          new DeliveryState.Dead(message(state), attempts(state), why);
      case DeliveryEvent.Expired(var why) ->
          new DeliveryState.Expired(message(state), attempts(state), why);
      case DeliveryEvent.Doubted(var why) ->
          new DeliveryState.Unknown(message(state), attempts(state), why);
      case DeliveryEvent.Reopened(_, var expiresAt) ->
          new DeliveryState.Ready(message(state).lasting(expiresAt), attempts(state), 0);
      case DeliveryEvent.Resolved(var resolution, var reason, var at) ->
          switch (resolution) {
            case DELIVERED ->
                new DeliveryState.Delivered(
                    message(state), attempts(state), "resolved by hand: " + reason, at);
            case NOT_DELIVERED ->
                new DeliveryState.Dead(
                    message(state), attempts(state), Diagnostics.resolvedAsNot(reason));
          };
    };
  }

  private static DeliveryState followed(DeliveryState state, long next) {
    return switch (state) {
      case DeliveryState.Blocked(var message, _) -> new DeliveryState.Blocked(message, next);
      case DeliveryState.Ready(var message, var attempts, _) ->
          new DeliveryState.Ready(message, attempts, next);
      case DeliveryState.Sending(var message, var attempts, var lease, _) ->
          new DeliveryState.Sending(message, attempts, lease, next);
      case DeliveryState.Resting(var message, var attempts, var until, var last, _) ->
          new DeliveryState.Resting(message, attempts, until, last, next);
      case DeliveryState.New _,
          DeliveryState.Delivered _,
          DeliveryState.Dead _,
          DeliveryState.Expired _,
          DeliveryState.Suppressed _,
          DeliveryState.Unknown _ ->
          state;
    };
  }

  static Message message(DeliveryState state) {
    return switch (state) {
      case DeliveryState.New() ->
          throw new IllegalStateException("this delivery was never intended");
      case DeliveryState.Blocked blocked -> blocked.message();
      case DeliveryState.Ready ready -> ready.message();
      case DeliveryState.Sending sending -> sending.message();
      case DeliveryState.Resting resting -> resting.message();
      case DeliveryState.Delivered delivered -> delivered.message();
      case DeliveryState.Dead dead -> dead.message();
      case DeliveryState.Expired expired -> expired.message();
      case DeliveryState.Suppressed suppressed -> suppressed.message();
      case DeliveryState.Unknown unknown -> unknown.message();
    };
  }

  static int attempts(DeliveryState state) {
    return switch (state) {
      case DeliveryState.New _, DeliveryState.Blocked _, DeliveryState.Suppressed _ -> 0;
      case DeliveryState.Ready ready -> ready.attempts();
      case DeliveryState.Sending sending -> sending.attempts();
      case DeliveryState.Resting resting -> resting.attempts();
      case DeliveryState.Delivered delivered -> delivered.attempts();
      case DeliveryState.Dead dead -> dead.attempts();
      case DeliveryState.Expired expired -> expired.attempts();
      case DeliveryState.Unknown unknown -> unknown.attempts();
    };
  }

  static long next(DeliveryState state) {
    return switch (state) {
      case DeliveryState.Blocked blocked -> blocked.next();
      case DeliveryState.Ready ready -> ready.next();
      case DeliveryState.Sending sending -> sending.next();
      case DeliveryState.Resting resting -> resting.next();
      case DeliveryState.New _,
          DeliveryState.Delivered _,
          DeliveryState.Dead _,
          DeliveryState.Expired _,
          DeliveryState.Suppressed _,
          DeliveryState.Unknown _ ->
          0;
    };
  }
}
