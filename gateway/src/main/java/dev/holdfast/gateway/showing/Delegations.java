package dev.holdfast.gateway.showing;

import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.delegation.DelegationPolicy;

/// What delegation is told, version by version.
public record Delegations(Versions<Policy> whole) implements Versions<DelegationPolicy> {
  @Override
  public int current() {
    return whole.current();
  }

  @Override
  public DelegationPolicy at(int version) {
    return whole.at(version).delegation();
  }
}
