package dev.holdfast.ledger;

import dev.holdfast.core.Refusal;
import java.util.List;

/// What became of one order of a submission.
public sealed interface Outcome {
  /// Carried out, with everything that followed; the first change is the ordered stream's own, if
  /// it changed.
  record Done(List<Changed> changes) implements Outcome {}

  record Refused(Refusal refusal) implements Outcome {}
}
