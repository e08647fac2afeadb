package dev.holdfast.gateway.ordering;

import dev.holdfast.core.Event;
import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.ledger.Change;
import java.util.List;
import java.util.Optional;

/// Finds things in what was entered.
public final class Facts {
  private Facts() {}

  /// The first stream of a kind that was changed.
  public static Optional<StreamId> stream(List<Change> changes, Kind kind) {
    return changes.stream().map(Change::id).filter(id -> id.kind() == kind).findFirst();
  }

  /// The first event of a type.
  public static <E extends Event> Optional<E> event(List<Change> changes, Class<E> type) {
    return changes.stream()
        .flatMap(change -> change.events().stream())
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }
}
