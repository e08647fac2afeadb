package dev.holdfast.gateway.waiting;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// How long somebody waits, cut into pieces after each of which the ledger is looked at again.
public final class Patience {
  private static final Duration PIECE = Duration.ofSeconds(1);
  private final long deadline;
  private final BooleanSupplier stopping;

  /// @param stopping whether nobody should wait any more
  public Patience(Duration atMost, BooleanSupplier stopping) {
    this.deadline = System.nanoTime() + atMost.toNanos();
    this.stopping = stopping;
  }

  public boolean isOver() {
    return stopping.getAsBoolean() || System.nanoTime() - deadline >= 0;
  }

  /// The next piece, never longer than what is left.
  public Duration piece() {
    var left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    return left.compareTo(PIECE) < 0 ? left : PIECE;
  }
}
