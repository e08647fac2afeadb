package dev.holdfast.execution.spend;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.spend.Amount;
import java.util.List;

/// Whether a call is covered.
public sealed interface Reservation {
  /// Put aside in every budget that bears the call; to be settled once, whatever becomes of it.
  record Held(Amount amount, List<Pool> pools) implements Reservation {}

  /// Not covered: the model must not be asked.
  record Refused(Diagnostic diagnostic) implements Reservation {}
}
