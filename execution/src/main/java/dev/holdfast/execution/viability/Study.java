package dev.holdfast.execution.viability;

import dev.holdfast.core.config.Workspace;
import dev.holdfast.execution.attempt.Doors;
import dev.holdfast.execution.models.Calls;
import dev.holdfast.execution.models.Models;
import java.time.Duration;
import java.util.function.Supplier;

/// Whatever examinations need.
///
/// @param workspace as it is now
public record Study(
    Supplier<Workspace> workspace, Doors doors, Models models, Calls calls, Allowance allowance) {

  /// How much a node examines, and for how long.
  ///
  /// @param atOnce how many models
  /// @param sitting the longest for the questions to one model
  /// @param lease how long a model stays leased to a node that is not heard of; who is at work
  ///   keeps it
  /// @param poll the longest between two looks for what is wanted: signals make it faster
  /// @param round between two looks for what nobody has asked for
  public record Allowance(
      int atOnce, Duration sitting, Duration lease, Duration poll, Duration round) {
    public static final Allowance USUAL =
        new Allowance(
            2,
            Duration.ofMinutes(5),
            Duration.ofSeconds(20),
            Duration.ofSeconds(1),
            Duration.ofMinutes(1));

    public Allowance {
      if (lease.compareTo(poll) <= 0) {
        throw new IllegalArgumentException("a lease of " + lease + " does not outlast " + poll);
      }
    }
  }
}
