package dev.holdfast.rehearsal.stage;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A lock whose waiting is a strand's. Who asks for it lets others move first now and then.
public final class StageLock extends ReentrantLock {
  private static final long serialVersionUID = 1L;

  @Override
  public void lock() {
    if (Strand.isOnStage()) {
      Stage.here().pass();
      seize();
    } else {
      super.lock();
    }
  }

  @Override
  public void lockInterruptibly() throws InterruptedException {
    boolean _ = Strand.await(this::isFree, Long.MAX_VALUE);
    seize();
  }

  void seize() {
    Strand.insist(this::isFree);
    if (!tryLock()) {
      throw new IllegalStateException("a free lock could not be taken");
    }
  }

  boolean isFree() {
    return isHeldByCurrentThread() || !isLocked();
  }

  /// A killed strand may have lost it already.
  @Override
  public void unlock() {
    if (isHeldByCurrentThread() || !Strand.isOnStage() || !Strand.currentThread().isKilled()) {
      super.unlock();
    }
  }

  @Override
  public Condition newCondition() {
    return new StageCondition(this);
  }
}
