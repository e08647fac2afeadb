package dev.holdfast.control.desk;

import dev.holdfast.core.Refusal;
import dev.holdfast.core.StreamId;
import dev.holdfast.ledger.Change;
import java.util.List;
import java.util.Map;

/// What came of trying to decide one order with what the page holds.
sealed interface Trial {
  /// Decided, with everything that follows; `held` are the streams as they become, `changes` what
  /// happened to each.
  record Decided(Map<StreamId, Held> held, List<Change> changes) implements Trial {}

  record Refused(Refusal refusal) implements Trial {}

  /// Cannot be decided before this stream has been read.
  record Wants(StreamId id) implements Trial {}
}
