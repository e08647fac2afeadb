package dev.holdfast.core.delegation;

import dev.holdfast.core.Expressions;
import dev.holdfast.core.Standing.Hands;
import java.time.Duration;
import java.util.Map;

/// What delegation is told by the workspace.
///
/// @param queueWait the longest that a task may wait to be taken up
public record DelegationPolicy(
    Map<String, Contract> contracts,
    Map<String, AgentTerms> agents,
    Map<String, LaneTerms> lanes,
    Duration queueWait,
    Expressions expressions) {

  /// Where an agent's tasks wait, and who takes them up.
  public record AgentTerms(String lane, Hands hands) {}

  /// A lane's bounds: how many are leased at once, how many may wait, the order among lanes, the
  /// longest single attempt.
  public record LaneTerms(int concurrency, int queue, int priority, Duration timeout) {}
}
