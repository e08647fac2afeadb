package dev.holdfast.core.path;

import dev.holdfast.core.Budget;
import dev.holdfast.core.Expressions;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Json;
import dev.holdfast.core.Standing.Hands;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.delegation.Contract;
import dev.holdfast.core.delegation.DelegationPolicy;
import dev.holdfast.core.delivery.DeliveryPolicy;
import dev.holdfast.core.delivery.Message;
import dev.holdfast.core.delivery.MessageKind;
import dev.holdfast.core.delivery.Provenance;
import dev.holdfast.core.routing.Route;
import dev.holdfast.core.routing.RoutingPolicy;
import dev.holdfast.core.session.Arrival;
import dev.holdfast.core.session.SessionPolicy;
import dev.holdfast.core.session.SessionScope;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A small workspace for tests: channel `support` answered by `echo`, channel `ops` for alerts.
public final class Policies {
  public static final Expressions EXPRESSIONS = new LiteralExpressions();

  private Policies() {}

  public static Policy with(Contract contract) {
    return with(contract, Arrival.QUEUE, DeliveryPolicy.Doubt.HOLD);
  }

  public static Policy with(Contract contract, Arrival arrival, DeliveryPolicy.Doubt doubt) {
    var all = EnumSet.allOf(MessageKind.class);
    var terms =
        new DeliveryPolicy.ChannelTerms(
            all, doubt, 3, Duration.ofHours(1), Duration.ofSeconds(1), Duration.ofMinutes(1));
    return new Policy(
        new RoutingPolicy(
            Map.of("support", "echo", "ops", ""),
            List.of(new Route("special", "text is special", "echo")),
            EXPRESSIONS),
        new SessionPolicy(
            Map.of("support", new SessionPolicy.Manner(SessionScope.PER_ACTOR, arrival, 3))),
        new DelegationPolicy(
            Map.of("echo", contract, "child", child()),
            Map.of("worker", new DelegationPolicy.AgentTerms("routine", Hands.WORKER)),
            Map.of("routine", new DelegationPolicy.LaneTerms(4, 100, 2, Duration.ofMinutes(10))),
            Duration.ofDays(1),
            EXPRESSIONS),
        new DeliveryPolicy(Map.of("support", terms, "ops", terms)),
        dev.holdfast.core.scheduling.SchedulingPolicy.NONE,
        dev.holdfast.core.models.ModelsPolicy.NONE);
  }

  /// A message of a person's own.
  public static Message message(String channel, Instant now) {
    return new Message(
        MessageKind.STATUS,
        channel,
        new Message.Content("", "all is well", Json.NULL),
        new Message.Regarding("ada", "", 0, "c1"),
        "",
        now,
        now.plus(Duration.ofHours(1)),
        new Provenance.Sent());
  }

  /// Two attempts of a minute in all; `valid` output passes.
  public static Contract contract() {
    return new Contract(
        "Echo the text",
        "worker",
        List.of("http.get", "delegate.*"),
        List.of(),
        new Json("valid"),
        new Budget(Duration.ofMinutes(1), 500, 0, 2, 1, 2),
        List.of(new Contract.Check("plausible", "output is not odd")),
        new Contract.Escalation("verdict is reject or fail", "ops"),
        Contract.Reversible.YES,
        "",
        "");
  }

  public static Contract without(Contract.Escalation escalation) {
    var full = contract();
    return new Contract(
        full.objective(),
        full.agent(),
        full.allow(),
        full.scope(),
        full.schema(),
        full.budget(),
        full.checks(),
        escalation,
        full.reversible(),
        full.rollback(),
        full.reply());
  }

  private static Contract child() {
    return new Contract(
        "Look closer",
        "worker",
        List.of("http.get", "pay"),
        List.of(),
        new Json("valid"),
        new Budget(Duration.ofHours(1), 10, 10, 50, 5, 2),
        List.of(),
        Contract.Escalation.NONE,
        Contract.Reversible.YES,
        "",
        "");
  }

  /// Understands the few literal expressions that these tests write.
  private static final class LiteralExpressions implements Expressions {
    @Override
    public Truth test(String expression, Map<String, Object> facts) {
      return switch (expression) {
        case "text is special" -> truth(facts.get("text").equals("special"));
        case "output is not odd" -> truth(!((Json) facts.get("output")).text().contains("odd"));
        case "verdict is reject or fail" ->
            truth(
                List.of("reject", "expired").contains(facts.get("verdict"))
                    || (facts.get("verdict").equals("fail") && facts.get("attempts").equals(2L)));
        default -> new Truth.Errs("not understood: " + expression);
      };
    }

    private static Truth truth(boolean holds) {
      return holds ? new Truth.Holds() : new Truth.Fails();
    }

    @Override
    public List<Finding> violations(Json schema, Json value) {
      return value.text().contains("invalid")
          ? List.of(new Finding("$", "is not " + schema.text()))
          : List.of();
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
      return output.text().equals("\"\"") ? "" : output.text();
    }
  }
}
