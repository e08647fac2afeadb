package dev.holdfast.rehearsal.stage;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A latch whose waiting is a strand's.
public final class StageLatch extends CountDownLatch {
  public StageLatch(int count) {
    super(count);
  }

  @Override
  public void await() throws InterruptedException {
    boolean _ = Strand.await(() -> getCount() == 0, Long.MAX_VALUE);
  }

  @Override
  public boolean await(long time, TimeUnit unit) throws InterruptedException {
    return Strand.await(() -> getCount() == 0, unit.toNanos(time));
  }
}
