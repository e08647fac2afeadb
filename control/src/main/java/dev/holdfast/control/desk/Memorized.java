package dev.holdfast.control.desk;

import dev.holdfast.core.StreamId;
import dev.holdfast.ledger.Ledger.Sharing;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The streams that the desk remembers between pages: those used last, and none where other desks
/// write as well.
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

  Optional<Held> find(StreamId id) {
    return Optional.ofNullable(streams.get(id));
  }

  void keep(Collection<Held> committed) {
    if (sharing == Sharing.SOLE) {
      committed.forEach(held -> streams.put(held.id(), held));
    }
  }

  void forget() {
    streams.clear();
  }
}
