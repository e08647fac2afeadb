package dev.holdfast.ledger;

import dev.holdfast.core.Order;
import java.time.Instant;
import java.util.List;

/// One decision of a desk: what was ordered and everything that it changed.
///
/// @param policyVersion the version of the workspace that was current
/// @param orders the orders that were carried out, in order; what they ordered in turn follows from
///   the rules
public record Entry(
    long id,
    Instant at,
    Origin origin,
    int policyVersion,
    List<Order> orders,
    List<Change> changes) {

  /// Entry ids: the desk's number, then the desk's own sequence.
  public static final int SEQUENCE_BITS = 40;

  public static long id(int desk, long sequence) {
    return ((long) desk << SEQUENCE_BITS) | sequence;
  }

  public static int desk(long id) {
    return (int) (id >>> SEQUENCE_BITS);
  }
}
