package dev.holdfast.bench;

import dev.holdfast.control.expressions.CelExpressions;
import dev.holdfast.core.Budget;
import dev.holdfast.core.Json;
import dev.holdfast.core.Standing.Hands;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.delegation.Contract;
import dev.holdfast.core.delegation.DelegationPolicy;
import dev.holdfast.core.delivery.DeliveryPolicy;
import dev.holdfast.core.delivery.MessageKind;
import dev.holdfast.core.models.ModelsPolicy;
import dev.holdfast.core.routing.Route;
import dev.holdfast.core.routing.RoutingPolicy;
import dev.holdfast.core.scheduling.Idle;
import dev.holdfast.core.scheduling.SchedulingPolicy;
import dev.holdfast.core.session.Arrival;
import dev.holdfast.core.session.SessionPolicy;
import dev.holdfast.core.session.SessionScope;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/// The workspace that is measured: one channel, one contract with a schema and a check, one route
/// that is tried and does not match.
final class Terms {
  static final String CHANNEL = "support";
  static final String LANE = "routine";
  static final String BARE = "bare";
  static final String ANSWER = "answer";

  private static final int PLENTY = 1_000_000;
  private static final String SCHEMA =
      """
      {"type":"object","required":["text","score"],"additionalProperties":false,\
      "properties":{"text":{"type":"string","minLength":1,"maxLength":2000},\
      "score":{"type":"integer","minimum":0,"maximum":100}}}\
      """;

  private Terms() {}

  static Versions<Policy> versions() {
    return always(policy(SchedulingPolicy.NONE));
  }

  /// The same workspace, with jobs that it declares.
  static Versions<Policy> declaring(Map<String, SchedulingPolicy.Declared> jobs) {
    return always(policy(new SchedulingPolicy(jobs, Map.of(), Idle.NEVER)));
  }

  private static Versions<Policy> always(Policy policy) {
    return new Versions<>() {
      @Override
      public int current() {
        return 1;
      }

      @Override
      public Policy at(int version) {
        return policy;
      }
    };
  }

  private static Policy policy(SchedulingPolicy scheduling) {
    var expressions = new CelExpressions();
    var channel =
        new DeliveryPolicy.ChannelTerms(
            EnumSet.allOf(MessageKind.class),
            DeliveryPolicy.Doubt.HOLD,
            5,
            Duration.ofHours(1),
            Duration.ofSeconds(1),
            Duration.ofMinutes(1));
    return new Policy(
        new RoutingPolicy(
            Map.of(CHANNEL, ANSWER),
            List.of(new Route("urgent", "text.startsWith('urgent')", ANSWER)),
            expressions),
        new SessionPolicy(
            Map.of(
                CHANNEL, new SessionPolicy.Manner(SessionScope.PER_ACTOR, Arrival.QUEUE, PLENTY))),
        new DelegationPolicy(
            Map.of(ANSWER, answer(), BARE, bare()),
            Map.of("worker", new DelegationPolicy.AgentTerms(LANE, Hands.WORKER)),
            Map.of(
                LANE, new DelegationPolicy.LaneTerms(PLENTY, PLENTY, 10, Duration.ofMinutes(10))),
            Duration.ofDays(1),
            expressions),
        new DeliveryPolicy(Map.of(CHANNEL, channel)),
        scheduling,
        ModelsPolicy.NONE);
  }

  private static Contract answer() {
    return contract(
        new Json(SCHEMA), List.of(new Contract.Check("has words", "output.text != ''")));
  }

  private static Contract bare() {
    return contract(new Json("{}"), List.of());
  }

  private static Contract contract(Json schema, List<Contract.Check> checks) {
    return new Contract(
        "Answer the question",
        "worker",
        List.of(),
        List.of(),
        schema,
        new Budget(Duration.ofMinutes(5), 0, 0, 0, 0, 3),
        checks,
        Contract.Escalation.NONE,
        Contract.Reversible.YES,
        "",
        "");
  }
}
