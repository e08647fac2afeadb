package dev.holdfast.store;

import dev.holdfast.core.StreamId;

/// Hands out keys below a mark that is written in the file. The mark moves on with the pages, long
/// before it is reached, so that whoever needs a key never waits for the file.
final class SqliteKeys {
  private static final long BLOCK = (1L << 20) * StreamId.STRIDE;

  private long next;
  private long mark;

  SqliteKeys(long next) {
    this.next = next;
    this.mark = next;
  }

  /// The first of `count` keys; empty-handed (zero) when the mark has to be moved first.
  synchronized long take(int count) {
    long first = next;
    long after = first + count * StreamId.STRIDE;
    if (after > mark) {
      return 0;
    }
    next = after;
    return first;
  }

  synchronized boolean isLow() {
    return mark - next < BLOCK / 2;
  }

  /// Where the mark is to be written so that `count` more keys fit.
  synchronized long wanted(int count) {
    return next + BLOCK + count * StreamId.STRIDE;
  }

  /// The mark is written.
  synchronized void marked(long written) {
    mark = Math.max(mark, written);
  }

  /// Ends the handing out and says where the next process may go on.
  synchronized long stop() {
    mark = next;
    return next;
  }
}
