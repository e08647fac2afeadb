package dev.holdfast.ledger;

import dev.holdfast.core.Refusal;
import java.util.List;

/// The desk's answer to a submission. It is given after the commit, never before.
public sealed interface Answer {
  /// Committed and synced, with one outcome for each order. `entry` is zero when there was nothing
  /// to enter.
  record Entered(long entry, List<Outcome> outcomes) implements Answer {}

  /// The same submission was entered before; this is what it made then.
  record Replayed(long entry, List<Change> changes) implements Answer {}

  record Refused(Refusal refusal) implements Answer {}
}
