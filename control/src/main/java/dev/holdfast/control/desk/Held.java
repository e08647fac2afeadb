package dev.holdfast.control.desk;

import dev.holdfast.core.Event;
import dev.holdfast.core.State;
import dev.holdfast.core.StreamId;
import dev.holdfast.ledger.Change;
import java.util.List;

/// A stream as the desk sees it.
///
/// @param stored the version that the store has, zero if it has none
/// @param version the version that this page will give it
/// @param entry the entry that changed it last, in the store or in this page
record Held(StreamId id, long stored, long version, long entry, State state) {

  static Held unheard(StreamId id, State initial) {
    return new Held(id, 0, 0, 0, initial);
  }

  boolean isChanged() {
    return version != stored;
  }

  Held advance(State next) {
    return new Held(id, stored, version + 1, entry, next);
  }

  Held entered(long by) {
    return new Held(id, stored, version, by, state);
  }

  /// As it is once the page has been committed.
  Held committed() {
    return new Held(id, version, version, entry, state);
  }

  Change change(List<Event> events) {
    return new Change(id, version, entry, events);
  }
}
