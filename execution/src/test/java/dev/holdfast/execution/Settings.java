package dev.holdfast.execution;

import dev.holdfast.core.Budget;
import dev.holdfast.core.Expressions;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Json;
import dev.holdfast.core.Standing.Hands;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.delegation.Contract;
import dev.holdfast.core.delegation.DelegationPolicy;
import dev.holdfast.core.delivery.DeliveryPolicy;
import dev.holdfast.core.models.ModelsPolicy;
import dev.holdfast.core.routing.RoutingPolicy;
import dev.holdfast.core.scheduling.SchedulingPolicy;
import dev.holdfast.core.session.SessionPolicy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/// A workspace's rules, as small as they can be: every agent is named like its lane.
public final class Settings implements Versions<Policy> {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Map<String, Contract> contracts = new HashMap<>();
  private final Map<String, DelegationPolicy.AgentTerms> agents = new HashMap<>();
  private final Map<String, DelegationPolicy.LaneTerms> lanes = new HashMap<>();
  private ModelsPolicy models = ModelsPolicy.NONE;
  private BiFunction<Json, Json, List<Finding>> violations = (_, _) -> List.of();
  private Predicate<Map<String, Object>> truth = _ -> true;

  public Settings lane(String name, int concurrency, Duration timeout) {
    lanes.put(name, new DelegationPolicy.LaneTerms(concurrency, 100, 1, timeout));
    agents.put(name, new DelegationPolicy.AgentTerms(name, Hands.NODE));
    return this;
  }

  public Settings contract(String name, Contract contract) {
    contracts.put(name, contract);
    return this;
  }

  /// A contract for the agent of that name.
  public static Contract contract(String agent, List<String> allow, Budget budget) {
    return new Contract(
        "Do what the input says",
        agent,
        allow,
        List.of(),
        new Json("{\"type\":\"object\",\"required\":[\"text\"]}"),
        budget,
        List.of(),
        Contract.Escalation.NONE,
        Contract.Reversible.YES,
        "",
        "");
  }

  public static Budget budget(Duration time, int toolCalls, int depth, int attempts) {
    return new Budget(time, 100_000, 0, toolCalls, depth, attempts);
  }

  public Settings models(ModelsPolicy other) {
    models = other;
    return this;
  }

  /// What a value breaks of any schema.
  public Settings violations(Function<Json, List<Finding>> other) {
    return judging((_, value) -> other.apply(value));
  }

  /// What a value breaks of a schema.
  public Settings judging(BiFunction<Json, Json, List<Finding>> other) {
    violations = other;
    return this;
  }

  /// Whether an expression holds, of its facts alone.
  public Settings deeming(Predicate<Map<String, Object>> other) {
    truth = other;
    return this;
  }

  @Override
  public int current() {
    return 1;
  }

  @Override
  public Policy at(int version) {
    return new Policy(
        new RoutingPolicy(Map.of(), List.of(), new AnythingGoes()),
        new SessionPolicy(Map.of()),
        new DelegationPolicy(contracts, agents, lanes, MINUTE, new AnythingGoes()),
        new DeliveryPolicy(Map.of()),
        SchedulingPolicy.NONE,
        models);
  }

  /// Every output is valid, every check holds, unless a test says otherwise.
  private final class AnythingGoes implements Expressions {
    @Override
    public Truth test(String expression, Map<String, Object> facts) {
      return truth.test(facts) ? new Truth.Holds() : new Truth.Fails();
    }

    @Override
    public List<Finding> violations(Json schema, Json value) {
      return violations.apply(schema, value);
    }

    @Override
    public Rendered render(String template, Map<String, Object> values) {
      return new Rendered.Text(template);
    }

    @Override
    public List<Finding> checkTemplate(String template, Set<String> names) {
      return List.of();
    }

    @Override
    public String plain(Json output) {
      return output.text();
    }
  }
}
