package dev.holdfast.control.desk;

import dev.holdfast.core.StreamId;
import dev.holdfast.ledger.Ledger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntToLongFunction;

/// Hands out stream keys, or numbers for jobs, from blocks that the store has reserved for this
/// desk.
final class Keys {
  private static final int STREAMS_AT_ONCE = 10_000;
  private static final int JOBS_AT_ONCE = 64;

  private final ReentrantLock lock = new ReentrantLock();
  private final IntToLongFunction reserve;
  private final int block;
  private final long stride;
  private long next;
  private int left;

  /// @param reserve takes how many and gives the first
  /// @param stride how far they lie apart
  private Keys(IntToLongFunction reserve, int block, long stride) {
    this.reserve = reserve;
    this.block = block;
    this.stride = stride;
  }

  static Keys ofStreams(Ledger ledger) {
    return new Keys(ledger::reserve, STREAMS_AT_ONCE, StreamId.STRIDE);
  }

  static Keys ofJobs(Ledger ledger) {
    return new Keys(ledger::reserveNumbers, JOBS_AT_ONCE, 1);
  }

  long next() {
    lock.lock();
    try {
      if (left == 0) {
        next = reserve.applyAsLong(block);
        left = block;
      }
      long key = next;
      next += stride;
      left--;
      return key;
    } finally {
      lock.unlock();
    }
  }
}
