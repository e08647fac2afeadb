package dev.holdfast.core.delivery;

import dev.holdfast.core.Standing;
import dev.holdfast.core.Standing.Hands;

/// What the ledger must know of a delivery. Its lane is its channel, so that one channel never
/// holds up another.
final class DeliveryStanding {
  private DeliveryStanding() {}

  static Standing of(DeliveryState state) {
    return switch (state) {
      case DeliveryState.New() -> Standing.of("new");
      case DeliveryState.Blocked blocked ->
          common("blocked", state).due(blocked.message().expiresAt());
      case DeliveryState.Ready ready ->
          queued("ready", state, Standing.Place.READY).due(ready.message().expiresAt());
      case DeliveryState.Sending sending ->
          queued("sending", state, Standing.Place.LEASED).due(sending.lease().expiresAt());
      case DeliveryState.Resting resting -> common("resting", state).due(resting.until());
      case DeliveryState.Delivered _ -> common("delivered", state);
      case DeliveryState.Dead _ -> common("dead", state);
      case DeliveryState.Expired _ -> common("expired", state);
      case DeliveryState.Suppressed _ -> common("suppressed", state);
      case DeliveryState.Unknown _ -> common("unknown", state);
    };
  }

  private static Standing queued(String status, DeliveryState state, Standing.Place place) {
    var channel = DeliveryHistory.message(state).channel();
    return common(status, state).queued(channel, Hands.NODE, place, 0);
  }

  private static Standing common(String status, DeliveryState state) {
    var message = DeliveryHistory.message(state);
    var standing = Standing.of(status).under(message.regarding().run());
    return switch (message.provenance()) {
      case Provenance.Gated(var task, var sha256) -> standing.proven(task, sha256);
      case Provenance.Scheduled(var task, var sha256, _) -> standing.proven(task, sha256);
      case Provenance.Diagnosed(), Provenance.Sent() -> standing;
    };
  }
}
