package dev.holdfast.control.desk;

import dev.holdfast.core.StreamId;
import dev.holdfast.ledger.Ledger;
import java.util.concurrent.locks.ReentrantLock;

/// Hands out stream keys from blocks that the store has reserved for this desk.
final class Keys {
  private final ReentrantLock lock = new ReentrantLock();
  private final Ledger ledger;
  private final int block;
  private long next;
  private int left;

  Keys(Ledger ledger, int block) {
    this.ledger = ledger;
    this.block = block;
  }

  long next() {
    lock.lock();
    try {
      if (left == 0) {
        next = ledger.reserve(block);
        left = block;
      }
      long key = next;
      next += StreamId.STRIDE;
      left--;
      return key;
    } finally {
      lock.unlock();
    }
  }
}
