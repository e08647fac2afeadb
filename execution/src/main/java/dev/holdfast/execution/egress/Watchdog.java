package dev.holdfast.execution.egress;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Closes a connection when its time is over, whatever it is busy with: a read's own time limit
/// starts anew with every byte that drips in, and a write has none.
final class Watchdog implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Closeable guarded;
  private final long totalEnd;
  private long stepEnd;
  private String stepFault = "timeout";
  private String bite = "";
  private boolean called = false;

  Watchdog(Closeable guarded, Duration total) {
    this.guarded = guarded;
    this.totalEnd = System.nanoTime() + total.toNanos();
    this.stepEnd = totalEnd;
    Thread.ofVirtual().name("watchdog").start(this::watch);
  }

  /// Gives the next step a time of its own, and the fault that it is when it takes longer.
  void allow(Duration step, String fault) {
    lock.lock();
    try {
      stepEnd = System.nanoTime() + step.toNanos();
      stepFault = fault;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /// From here on only the total counts.
  void allowTotal() {
    lock.lock();
    try {
      stepEnd = totalEnd;
      stepFault = "timeout";
    } finally {
      lock.unlock();
    }
  }

  Duration left() {
    lock.lock();
    try {
      return Duration.ofNanos(Math.max(0, end() - System.nanoTime()));
    } finally {
      lock.unlock();
    }
  }

  /// The fault for which the connection was closed, empty if it was not.
  String bite() {
    lock.lock();
    try {
      return bite;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      called = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void watch() {
    lock.lock();
    try {
      while (!called) {
        long left = end() - System.nanoTime();
        if (left <= 0) {
          bite = stepEnd - totalEnd < 0 ? stepFault : "timeout";
          guarded.close();
          return;
        }
        changed.awaitNanos(left);
      }
    } catch (InterruptedException | IOException impossible) {
      // Nobody else knows this thread, and closing a socket twice is no error.
      throw new IllegalStateException("a watchdog was disturbed", impossible);
    } finally {
      lock.unlock();
    }
  }

  private long end() {
    return stepEnd - totalEnd < 0 ? stepEnd : totalEnd;
  }
}
