package dev.holdfast.execution.models;

import dev.holdfast.core.Json;
import dev.holdfast.core.delegation.Fault;

/// How a question to a model ended.
public sealed interface Spoken {
  /// @param usage tokens as the provider counted them, JSON null if it did not
  record Answered(Turn.Said said, Json usage) implements Spoken {}

  /// Certainly no answer; nothing more will happen.
  record Failed(Fault fault) implements Spoken {}

  /// No full answer came back; the provider may have worked and counted all the same.
  record Doubtful(Fault fault) implements Spoken {}

  /// Not asked at all: the rules refused it, or the attempt is over.
  record NotAsked(Fault fault) implements Spoken {}

  static Spoken failed(String kind, String message) {
    return new Failed(new Fault(kind, message, Fault.Retry.WORTHWHILE));
  }

  static Spoken hopeless(String kind, String message) {
    return new Failed(new Fault(kind, message, Fault.Retry.USELESS));
  }

  static Spoken doubtful(String kind, String message) {
    return new Doubtful(new Fault(kind, message, Fault.Retry.WORTHWHILE));
  }
}
