package dev.holdfast.control.books;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// One identity.
///
/// @param left what came in
/// @param right what became of it, term by term, in reading order
/// @param breaches how often a law behind this book is broken; anything but zero unbalances it
/// @param dueSince when the pending item that was due first is or was due; the epoch if nothing is
///   pending
public record Book(
    String id, String name, long left, Map<String, Long> right, long breaches, Instant dueSince) {

  public boolean isBalanced() {
    return breaches == 0 && left == right.values().stream().mapToLong(Long::longValue).sum();
  }

  public Optional<Instant> oldestPending() {
    return dueSince.equals(Instant.EPOCH) ? Optional.empty() : Optional.of(dueSince);
  }
}
