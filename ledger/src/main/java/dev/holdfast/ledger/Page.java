package dev.holdfast.ledger;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Standing.Hands;
import dev.holdfast.core.StreamId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// One transaction of a desk. Every method works on sets; none is called per item. Closing without
/// a commit writes nothing.
public interface Page extends AutoCloseable {
  /// The store's time, the same for the whole page.
  Instant now();

  /// Those of the streams that exist.
  List<Row> rows(Collection<StreamId> ids);

  /// Those of the keys' submissions that were entered before.
  List<Memory> memories(Collection<String> keyIds);

  /// The first `max` items that wait in a lane for these hands, by priority, then age; locked
  /// against other desks.
  List<StreamId> ready(Kind kind, String lane, Hands hands, int max);

  /// How many items of a lane are leased now, whoever holds them; no other desk claims from the
  /// lane before this page ends.
  int leased(Kind kind, String lane);

  /// Up to `max` streams that are due, the longest due first; locked against other desks.
  List<StreamId> due(int max);

  /// The earliest moment after this page's time at which a stream is due, if any is.
  Optional<Instant> nextDue();

  Commit commit(Leaf leaf);

  @Override
  void close();
}
