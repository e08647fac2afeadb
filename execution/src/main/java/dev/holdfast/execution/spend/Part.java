package dev.holdfast.execution.spend;

import dev.holdfast.core.spend.Amount;
import dev.holdfast.core.spend.Block;
import java.time.Duration;

/// A block as its holder sees it.
///
/// @param unsettled what no receipt has taken yet
/// @param soft when nothing new is put on it, in nanoseconds of this machine's running clock
/// @param hard when it comes back by itself
record Part(long number, Amount size, Amount unsettled, long soft, long hard) {
  /// The store's times are only compared with each other: clocks of two machines differ.
  ///
  /// @param asked when it was asked for, which was before it was given
  static Part of(Block block, long asked) {
    long life = Duration.between(block.at(), block.until()).toNanos();
    return new Part(block.number(), block.size(), block.size(), asked + life / 2, asked + life);
  }

  /// Whether one of both is used up, so that the rest serves nobody.
  boolean isLopsided() {
    return (size.tokens() > 0 && unsettled.tokens() == 0)
        || (size.money() > 0 && unsettled.money() == 0);
  }

  Part settling(Amount some) {
    return new Part(number, size, unsettled.less(some), soft, hard);
  }
}
