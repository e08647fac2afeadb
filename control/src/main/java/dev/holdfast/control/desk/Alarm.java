package dev.holdfast.control.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// When something is due next, as far as this process knows: the desk sets it earlier, the
/// timekeeper waits for it.
public final class Alarm {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition earlier = lock.newCondition();
  private Instant next = Instant.MAX;

  /// Something is due at this time.
  public void noLaterThan(Instant due) {
    lock.lock();
    try {
      if (due.isBefore(next)) {
        next = due;
        earlier.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Waits until something is due, or `atMost`, and forgets what was set.
  ///
  /// @param now the store's time at this moment
  void await(Instant now, Duration atMost) throws InterruptedException {
    long began = System.nanoTime();
    lock.lockInterruptibly();
    try {
      while (true) {
        var elapsed = Duration.ofNanos(System.nanoTime() - began);
        var left = shorter(Duration.between(now.plus(elapsed), next), atMost.minus(elapsed));
        if (!left.isPositive()) {
          next = Instant.MAX;
          return;
        }
        earlier.awaitNanos(left.toNanos());
      }
    } finally {
      lock.unlock();
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
