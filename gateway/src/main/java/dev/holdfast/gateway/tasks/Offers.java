package dev.holdfast.gateway.tasks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.holdfast.control.expressions.CelExpressions;
import dev.holdfast.control.workspace.ContractReading;
import dev.holdfast.control.workspace.ContractReading.Reading;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.config.Workspace;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// Reads contracts that come with their tasks. Whoever offers thousands mostly offers the same
/// contract with another input, so a contract that was read is remembered for its version.
public final class Offers {
  private static final int REMEMBERED_MAX = 1_000;

  private final Versions<Policy> policy;
  private final Supplier<Workspace> workspace;
  private final ContractReading reading = new ContractReading(new CelExpressions());
  private final Cache<Known, Reading> known =
      Caffeine.newBuilder().maximumSize(REMEMBERED_MAX).build();

  public Offers(Versions<Policy> policy, Supplier<Workspace> workspace) {
    this.policy = policy;
    this.workspace = workspace;
  }

  private record Known(int version, String contract) {}

  Versions<Policy> policy() {
    return policy;
  }

  /// @param contract the members that make a contract, without what changes from task to task
  Reading read(ObjectNode contract) {
    return known.get(
        new Known(policy.current(), contract.toString()),
        key -> reading.read(key.contract(), workspace.get()));
  }
}
