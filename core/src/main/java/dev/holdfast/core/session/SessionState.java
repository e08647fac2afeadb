package dev.holdfast.core.session;

import dev.holdfast.core.State;
import java.util.List;

/// The situations of a session. `lastDelivery` is the key of the reply that went out last, zero if
/// none has.
public sealed interface SessionState extends State {
  record New() implements SessionState {}

  record Idle(String identity, long turns, long lastDelivery) implements SessionState {}

  /// @param run the key of the run whose turn it is
  /// @param waiting the keys of the runs whose turn comes later, in order
  record Busy(String identity, long turns, long lastDelivery, long run, List<Long> waiting)
      implements SessionState {}
}
