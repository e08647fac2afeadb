package dev.holdfast.ledger;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.Standing.Hands;
import java.time.Duration;
import java.util.List;

/// What is brought to the desk. Each becomes at most one entry; of a [Wake], each stream that is
/// woken.
public sealed interface Submission {
  Origin origin();

  /// Orders that are decided one by one: one refused does not hold up the others. A key makes the
  /// whole idempotent.
  record Given(Origin origin, List<Order> orders, CommandKey key) implements Submission {}

  /// Leases up to `max` ready items of a lane to a holder, within the lane's concurrency.
  record Claim(Origin origin, Claimant claimant, int max) implements Submission {}

  /// Wakes up to `max` streams that are due, each by itself: one that is refused does not hold up
  /// the others, and those that stay due all the same are tried more and more rarely.
  record Wake(Origin origin, int max) implements Submission {}

  /// Who claims what: tasks of a lane, or deliveries of a channel (whose lane is the channel).
  record Claimant(Kind kind, String lane, Hands hands, String holder, Duration lease) {}

  static Submission of(Origin origin, Order order) {
    return new Given(origin, List.of(order), CommandKey.NONE);
  }
}
