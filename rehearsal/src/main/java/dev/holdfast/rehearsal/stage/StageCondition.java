package dev.holdfast.rehearsal.stage;

import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/// A condition of a lock on the stage.
final class StageCondition implements Condition {
  private final StageLock lock;
  private long signals;

  StageCondition(StageLock lock) {
    this.lock = lock;
  }

  @Override
  public void await() throws InterruptedException {
    long _ = left(Long.MAX_VALUE);
  }

  @Override
  public long awaitNanos(long time) throws InterruptedException {
    return left(time);
  }

  private long left(long time) throws InterruptedException {
    long seen = signals;
    long began = Stage.here().nanos();
    lock.unlock();
    try {
      boolean _ = Strand.await(() -> signals > seen, time);
    } finally {
      if (!Strand.currentThread().isKilled()) {
        lock.seize();
      }
    }
    return time - (Stage.here().nanos() - began);
  }

  @Override
  public boolean await(long time, TimeUnit unit) throws InterruptedException {
    return left(unit.toNanos(time)) > 0;
  }

  @Override
  public void awaitUninterruptibly() {
    throw new UnsupportedOperationException("nobody waits so");
  }

  @Override
  public boolean awaitUntil(Date deadline) {
    throw new UnsupportedOperationException("nobody waits so");
  }

  /// Whoever is woken in vain looks again, as the contract of conditions demands.
  @Override
  public void signal() {
    signals++;
  }

  @Override
  public void signalAll() {
    signals++;
  }
}
