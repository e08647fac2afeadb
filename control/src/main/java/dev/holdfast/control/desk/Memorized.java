package dev.holdfast.control.desk;

import dev.holdfast.core.StreamId;
import dev.holdfast.ledger.Ledger.Sharing;
import dev.holdfast.ledger.Row;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The streams that the desk remembers between pages: those used last. Where other desks write as
/// well, what is remembered only saves reading a state again that has not changed.
final class Memorized {
  private static final int STREAMS_MAX = 50_000;

  private final Sharing sharing;
  private final LinkedHashMap<StreamId, Held> streams =
      new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<StreamId, Held> eldest) {
          return size() > STREAMS_MAX;
        }
      };

  Memorized(Sharing sharing) {
    this.sharing = sharing;
  }

  /// The stream as it is now, where that is known without asking the store.
  Optional<Held> find(StreamId id) {
    return sharing == Sharing.SOLE ? Optional.ofNullable(streams.get(id)) : Optional.empty();
  }

  /// The stream that the row holds, if it was met before in just this version.
  Optional<Held> find(Row row) {
    return Optional.ofNullable(streams.get(row.id()))
        .filter(held -> held.version() == row.version() && held.entry() == row.entry());
  }

  void keep(Collection<Held> committed) {
    committed.forEach(held -> streams.put(held.id(), held));
  }

  void forget() {
    streams.clear();
  }
}
