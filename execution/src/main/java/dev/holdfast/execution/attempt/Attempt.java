package dev.holdfast.execution.attempt;

import dev.holdfast.core.Fence;
import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delegation.Assignment;
import dev.holdfast.core.delegation.Contract;
import dev.holdfast.core.delegation.TaskState;
import dev.holdfast.ledger.Origin;
import dev.holdfast.ledger.wire.ContractWire;

/// One leased task under its contract.
///
/// @param deadline when its execution time ends
public record Attempt(
    StreamId task, TaskState.Leased leased, Contract contract, Deadline deadline) {

  public Fence fence() {
    return leased.lease().fence();
  }

  public int number() {
    return leased.progress().attempts();
  }

  public Assignment assignment() {
    return leased.assignment();
  }

  /// The run's public id, empty for a task that stands alone.
  public String run() {
    long run = assignment().run();
    return run == 0 ? "" : new StreamId(Kind.RUN, run).text();
  }

  /// Whoever works on it speaks in its agent's name.
  public Origin origin() {
    return new Origin("agent:" + contract.agent(), assignment().correlation());
  }

  /// The contract as it goes over the wire.
  public String text() {
    return ContractWire.text(task, leased, contract);
  }
}
