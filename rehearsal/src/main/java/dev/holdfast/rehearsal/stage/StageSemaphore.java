package dev.holdfast.rehearsal.stage;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Permits whose waiting is a strand's.
public final class StageSemaphore extends Semaphore {
  private static final long serialVersionUID = 1L;

  public StageSemaphore(int permits) {
    super(permits);
  }

  @Override
  public void acquire() throws InterruptedException {
    boolean _ = tryAcquire(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
  }

  @Override
  public boolean tryAcquire(long time, TimeUnit unit) throws InterruptedException {
    boolean _ = Strand.await(() -> availablePermits() > 0, unit.toNanos(time));
    return tryAcquire();
  }
}
