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
  private final ClockWatch watch;
  private Instant next = Instant.MAX;
  private Instant observed = Instant.EPOCH;
  private long observedNanos = System.nanoTime();

  public Alarm() {
    this(ClockWatch.none());
  }

  /// @param watch sees every time that the desk sees at the store
  public Alarm(ClockWatch watch) {
    this.watch = watch;
  }

  ClockWatch watch() {
    return watch;
  }

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

  /// It is this time at the store, at this moment. Waiting goes by the store's clock, so that a
  /// node whose own clock is wrong is neither late nor in vain.
  void observe(Instant storeTime) {
    watch.observe(storeTime);
    lock.lock();
    try {
      observed = storeTime;
      observedNanos = System.nanoTime();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until something is due, or `atMost`, and forgets what was set.
  void await(Duration atMost) throws InterruptedException {
    long began = System.nanoTime();
    lock.lockInterruptibly();
    try {
      while (true) {
        long nanos = System.nanoTime();
        var storeTime = observed.plusNanos(nanos - observedNanos);
        var left = shorter(Duration.between(storeTime, next), atMost.minusNanos(nanos - began));
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
