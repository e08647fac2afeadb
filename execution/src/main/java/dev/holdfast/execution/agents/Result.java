package dev.holdfast.execution.agents;

import dev.holdfast.core.Json;
import dev.holdfast.core.Output;
import dev.holdfast.core.delegation.Evidence;
import dev.holdfast.core.delegation.Fault;
import dev.holdfast.ledger.wire.Reported;
import java.util.ArrayList;
import java.util.List;

/// What came of an attempt.
public sealed interface Result {
  record Completed(Output output, List<Evidence> evidence) implements Result {}

  record Failed(Fault fault) implements Result {}

  /// The result was, or will be, reported by somebody else under the same fence.
  record Settled() implements Result {}

  static Result failed(String kind, String message) {
    return new Failed(new Fault(kind, message, Fault.Retry.WORTHWHILE));
  }

  /// For what another attempt would only repeat.
  static Result hopeless(String kind, String message) {
    return new Failed(new Fault(kind, message, Fault.Retry.USELESS));
  }

  /// What an agent says it used is kept with what it says it did.
  private static List<Evidence> with(List<Evidence> evidence, Json usage) {
    var all = new ArrayList<>(evidence);
    all.add(new Evidence("usage", "self-reported", "", usage.text()));
    return List.copyOf(all);
  }

  /// @param shown what to show of an answer that is no result
  static Result of(Reported reported, String shown) {
    return switch (reported) {
      case Reported.Completed(var output, var evidence, var usage) ->
          new Completed(output, usage.isNull() ? evidence : with(evidence, usage));
      case Reported.Failed(var fault) -> new Failed(fault);
      case Reported.Malformed(var kind, var what) ->
          failed(kind, shown.isEmpty() ? what : what + "; it ends with: " + shown);
    };
  }
}
