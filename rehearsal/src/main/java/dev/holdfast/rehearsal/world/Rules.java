package dev.holdfast.rehearsal.world;

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
import dev.holdfast.core.routing.RoutingPolicy;
import dev.holdfast.core.scheduling.SchedulingPolicy;
import dev.holdfast.core.session.Arrival;
import dev.holdfast.core.session.SessionPolicy;
import dev.holdfast.core.session.SessionScope;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/// The workspace that is rehearsed: one agent under a contract, one channel whose receiver takes
/// everything twice, and one whose receiver knows what it has.
final class Rules implements Versions<Policy> {
  static final String TWICE = "takes-twice";
  static final String ONCE = "takes-once";
  static final String LANE = "routine";
  private static final int PLENTY = 100;
  private static final String ANSWER = "answer";
  private static final Json SCHEMA =
      new Json(
          """
          {"type":"object","required":["text"],"additionalProperties":false,\
          "properties":{"text":{"type":"string","minLength":1,"maxLength":200}}}\
          """);
  private static final CelExpressions EXPRESSIONS = new CelExpressions();
  private static final Policy POLICY =
      new Policy(
          new RoutingPolicy(Map.of(TWICE, ANSWER, ONCE, ANSWER), List.of(), EXPRESSIONS),
          new SessionPolicy(Map.of(TWICE, manner(), ONCE, manner())),
          new DelegationPolicy(
              Map.of(ANSWER, contract()),
              Map.of("agent", new DelegationPolicy.AgentTerms(LANE, Hands.NODE)),
              Map.of(LANE, new DelegationPolicy.LaneTerms(2, PLENTY, 1, Duration.ofMinutes(1))),
              Duration.ofMinutes(10),
              EXPRESSIONS),
          new DeliveryPolicy(
              Map.of(
                  TWICE,
                  channel(DeliveryPolicy.Doubt.HOLD),
                  ONCE,
                  channel(DeliveryPolicy.Doubt.RETRY))),
          SchedulingPolicy.NONE,
          ModelsPolicy.NONE);

  private static SessionPolicy.Manner manner() {
    return new SessionPolicy.Manner(SessionScope.PER_ACTOR, Arrival.QUEUE, PLENTY);
  }

  private static DeliveryPolicy.ChannelTerms channel(DeliveryPolicy.Doubt doubt) {
    return new DeliveryPolicy.ChannelTerms(
        EnumSet.allOf(MessageKind.class),
        doubt,
        5,
        Duration.ofMinutes(10),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10));
  }

  private static Contract contract() {
    return new Contract(
        "Answer",
        "agent",
        List.of(),
        List.of(),
        SCHEMA,
        new Budget(Duration.ofSeconds(30), 0, 0, 0, 0, 3),
        List.of(new Contract.Check("names its canary", "output.text.contains('canary')")),
        Contract.Escalation.NONE,
        Contract.Reversible.YES,
        "",
        "");
  }

  @Override
  public int current() {
    return 1;
  }

  @Override
  public Policy at(int version) {
    return POLICY;
  }
}
