package dev.holdfast.ledger.wire;

import dev.holdfast.core.Json;
import dev.holdfast.core.Output;
import dev.holdfast.core.delegation.Evidence;
import dev.holdfast.core.delegation.Fault;
import java.util.List;

/// What an agent answered.
public sealed interface Reported {
  /// @param usage what the agent says it used, JSON null where it says nothing
  record Completed(Output output, List<Evidence> evidence, Json usage) implements Reported {}

  record Failed(Fault fault) implements Reported {}

  /// No result: `kind` is `not-json`, `too-much-output` or `not-a-result`; `what` says what is
  /// wrong with it.
  record Malformed(String kind, String what) implements Reported {}
}
