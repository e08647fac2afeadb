package dev.holdfast.server.proof;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for something to become true, for as long as it may take and no longer.
final class Await {
  private static final long GLANCE = Duration.ofMillis(10).toNanos();

  private Await() {}

  static boolean happens(Duration patience, BooleanSupplier condition) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      LockSupport.parkNanos(GLANCE);
    }
    return true;
  }

  /// @param otherwise told when it did not become true
  static void until(Duration patience, BooleanSupplier condition, Supplier<String> otherwise) {
    if (!happens(patience, condition)) {
      throw new AssertionError("not within " + patience + ": " + otherwise.get());
    }
  }

  /// Lets a moment of the test's own schedule pass.
  static void pass(Duration moment) {
    happens(moment, () -> false);
  }
}
