package dev.holdfast.execution.lanes;

import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.delegation.Contract;
import dev.holdfast.core.delegation.DelegationPolicy;
import dev.holdfast.core.delegation.TaskState;
import dev.holdfast.core.delegation.Tasks;
import dev.holdfast.execution.agents.Roster;
import dev.holdfast.ledger.Bulletin;
import dev.holdfast.ledger.Desk;
import dev.holdfast.ledger.Meter;
import dev.holdfast.ledger.Reader;

/// What the lanes of one node share.
public record Workplace(
    Desk desk,
    Reader reader,
    Bulletin bulletin,
    Versions<Policy> versions,
    Roster roster,
    Meter meter,
    Tempo tempo) {

  /// The contract that a task was leased under.
  Contract contract(TaskState.Leased leased) {
    return Tasks.contract(leased.assignment(), new Delegation(versions));
  }

  private record Delegation(Versions<Policy> whole) implements Versions<DelegationPolicy> {
    @Override
    public int current() {
      return whole.current();
    }

    @Override
    public DelegationPolicy at(int version) {
      return whole.at(version).delegation();
    }
  }
}
