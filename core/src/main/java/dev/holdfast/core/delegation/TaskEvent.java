package dev.holdfast.core.delegation;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Event;
import dev.holdfast.core.Json;
import dev.holdfast.core.Lease;
import dev.holdfast.core.Output;
import dev.holdfast.core.spend.Amount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The facts about a task.
public sealed interface TaskEvent extends Event {
  record Offered(Assignment assignment, Place place, Instant until) implements TaskEvent {}

  record Leased(Lease lease, Instant startedAt, Instant deadline) implements TaskEvent {}

  /// The holder was heard of; `progress` and `usage` are what it said, JSON null for nothing new.
  record Extended(Instant expiresAt, Json progress, Json usage) implements TaskEvent {}

  record CallPermitted(long effect, String tool, Json request) implements TaskEvent {}

  /// @param estimate what is put aside for it
  record ModelAsked(long effect, String model, Json request, Amount estimate) implements TaskEvent {
    public ModelAsked {
      estimate = Amount.orNone(estimate);
    }
  }

  /// @param spent what is taken of the budget, and nothing is put aside any more
  record Accounted(long effect, Amount spent) implements TaskEvent {}

  record CallRefused(long effect, String tool, Diagnostic diagnostic) implements TaskEvent {}

  record Delegated(long child, String contract, Assignment assignment) implements TaskEvent {}

  record Judged(Verdict verdict, Duration spent) implements TaskEvent {}

  record Accepted(Output output, List<Evidence> evidence, HandOff handOff) implements TaskEvent {}

  /// Offered again, with the verdict's findings.
  record Reworked(Verdict verdict, Instant until) implements TaskEvent {}

  record AttemptFailed(Fault fault, Duration spent) implements TaskEvent {}

  record LeaseLost(String holder, Duration spent) implements TaskEvent {}

  record TimeSpent(String holder, Duration spent) implements TaskEvent {}

  record Rested(Instant until) implements TaskEvent {}

  record Reoffered(Instant until) implements TaskEvent {}

  record Rejected(Verdict verdict) implements TaskEvent {}

  /// @param to the channel whose people take it from here
  record Escalated(Diagnostic diagnostic, String to) implements TaskEvent {}

  record Failed(Diagnostic diagnostic) implements TaskEvent {}

  record Expired(Diagnostic diagnostic) implements TaskEvent {}

  record Cancelled(String reason) implements TaskEvent {}

  record Consumed() implements TaskEvent {}

  record Discarded(String reason) implements TaskEvent {}
}
