package dev.holdfast.gateway.waiting;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// How long somebody waits, cut into pieces after each of which the ledger is looked at again.
public final class Patience {
  private static final Duration PIECE = Duration.ofSeconds(1);
  private final long deadline;
  private final BooleanSupplier abandoned;

  /// @param abandoned whether nobody waits any more
  public Patience(Duration atMost, BooleanSupplier abandoned) {
    this.deadline = System.nanoTime() + atMost.toNanos();
    this.abandoned = abandoned;
  }

  /// Whether nobody would hear an answer. Who hands something out asks this first.
  public boolean isAbandoned() {
    return abandoned.getAsBoolean();
  }

  public boolean isOver() {
    return isAbandoned() || System.nanoTime() - deadline >= 0;
  }

  /// The next piece, never longer than what is left.
  public Duration piece() {
    var left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    return left.compareTo(PIECE) < 0 ? left : PIECE;
  }
}
