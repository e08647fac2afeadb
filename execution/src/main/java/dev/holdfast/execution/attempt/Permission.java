package dev.holdfast.execution.attempt;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.StreamId;

/// Whether something may be used, as the rules decided and the ledger keeps.
public sealed interface Permission {
  /// @param effect what is to be settled afterwards
  record Granted(StreamId effect) implements Permission {}

  /// Not this; the attempt goes on.
  record Denied(Diagnostic diagnostic) implements Permission {}

  /// Nothing any more: the lease is lost, or the desk was not there until the deadline.
  record Over(Diagnostic diagnostic) implements Permission {}
}
