package dev.holdfast.core.scheduling;

import dev.holdfast.core.Command;
import java.time.Instant;

/// The wishes to an instant.
public sealed interface InstantCommand extends Command {
  /// @param start whether it is run at once or waits
  record Open(Firing firing, Start start) implements InstantCommand {}

  enum Start {
    NOW,
    WAIT
  }

  record Begin(Instant at, int policyVersion) implements InstantCommand {}

  record Note(String job, Lapse lapse) implements InstantCommand {}

  /// It waited, and will not be run.
  record Skip(String reason) implements InstantCommand {}

  record Settle(InstantSettlement settlement) implements InstantCommand {}
}
