package dev.holdfast.core.spend;

import java.time.Instant;

/// A part of a budget that a node may spend without asking again.
///
/// @param number counts the blocks of the budget from one
/// @param settled what receipts have taken of it so far, never more than its size
/// @param until when what no receipt has taken comes back by itself
public record Block(
    long number, String holder, Amount size, Amount settled, Instant at, Instant until) {
  public Amount left() {
    return size.less(settled);
  }

  /// Smaller by so much of what is left.
  Block without(Amount some) {
    return new Block(number, holder, size.less(some.atMost(left())), settled, at, until);
  }

  Block settling(Amount more) {
    return new Block(number, holder, size, settled.plus(more), at, until);
  }
}
