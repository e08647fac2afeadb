package dev.holdfast.gateway;

import dev.holdfast.control.desk.Alarm;
import dev.holdfast.control.desk.ClockWatch;
import dev.holdfast.control.desk.LedgerDesk;
import dev.holdfast.control.desk.Timekeeper;
import dev.holdfast.control.expressions.CelExpressions;
import dev.holdfast.core.Budget;
import dev.holdfast.core.Fence;
import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.Standing.Hands;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.AgentSpec;
import dev.holdfast.core.config.ChannelSpec;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.config.ProviderSpec;
import dev.holdfast.core.config.Secret;
import dev.holdfast.core.config.ServerSpec;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.core.delegation.Contract;
import dev.holdfast.core.delegation.DelegationPolicy;
import dev.holdfast.core.delivery.DeliveryCommand;
import dev.holdfast.core.delivery.DeliveryPolicy;
import dev.holdfast.core.delivery.DeliveryState;
import dev.holdfast.core.delivery.MessageKind;
import dev.holdfast.core.delivery.Sent;
import dev.holdfast.core.models.Abilities;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.ModelsPolicy;
import dev.holdfast.core.models.TaskClass;
import dev.holdfast.core.routing.RoutingPolicy;
import dev.holdfast.core.scheduling.SchedulingPolicy;
import dev.holdfast.core.session.Arrival;
import dev.holdfast.core.session.SessionPolicy;
import dev.holdfast.core.session.SessionScope;
import dev.holdfast.core.spend.BudgetTerms;
import dev.holdfast.gateway.metrics.Metrics;
import dev.holdfast.gateway.models.ModelParts;
import dev.holdfast.ledger.Answer;
import dev.holdfast.ledger.Bulletin;
import dev.holdfast.ledger.Changed;
import dev.holdfast.ledger.MemoryLedger;
import dev.holdfast.ledger.Origin;
import dev.holdfast.ledger.Outcome;
import dev.holdfast.ledger.PolicyArchive;
import dev.holdfast.ledger.Submission;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// A whole control plane in memory with its gateway: channel `support` answered by contract `echo`,
/// whose workers claim from lane `routine`; channel `ops` takes alerts and status.
final class House implements AutoCloseable {
  static final String SECRET = "whsec_c3VwcG9ydA==";
  static final Duration DRAIN = Duration.ofSeconds(2);
  private static final Origin SENDER = new Origin("sender", "s1");

  final MemoryLedger ledger = new MemoryLedger(InstantSource.system());
  final Bulletin bulletin = new Bulletin();
  final Versions<Policy> policy = only(policy());
  final LedgerDesk desk;
  final Gateway gateway;
  final Api api;
  private final Timekeeper timekeeper;

  House() throws InterruptedException {
    this(InstantSource.system());
  }

  House(InstantSource clock) throws InterruptedException {
    this(clock, ModelParts.NONE);
  }

  /// @param clock what the gateway reads; the ledger reads the system's
  House(InstantSource clock, ModelParts models) throws InterruptedException {
    var watch = new ClockWatch(Duration.ofSeconds(30), Instant.EPOCH, clock, System::nanoTime);
    var alarm = new Alarm(watch);
    ledger
        .archive()
        .activate(new PolicyArchive.Candidate("holdfast: 1\n", "0".repeat(64), "ada", "first"));
    desk = new LedgerDesk(ledger, policy, bulletin, alarm).start();
    timekeeper = new Timekeeper(desk, alarm, InstantSource.system()).start();
    gateway =
        Gateway.start(
            new GatewayParts(
                new GatewayParts.Listen("127.0.0.1", 0),
                desk,
                ledger,
                bulletin,
                policy,
                workspace(),
                clock,
                new Metrics(),
                secret -> secret instanceof Secret.Env ? Optional.of(SECRET) : Optional.empty(),
                clock::instant,
                watch,
                models));
    api = new Api(gateway.address(), gateway.firstAdmin(_ -> {}).orElseThrow());
  }

  static Versions<Policy> only(Policy policy) {
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

  Supplier<Workspace> workspace() {
    return () -> workspace(policy.now());
  }

  private static Workspace workspace(Policy policy) {
    return new Workspace(
        "acme",
        new ServerSpec("127.0.0.1", 0, "sqlite", Set.of(), "data"),
        List.of(),
        Map.of(
            "support",
            new ChannelSpec.Webhook(
                "https://example.test/hook", new Secret.Env("SUPPORT"), Duration.ofSeconds(5)),
            "ops",
            new ChannelSpec.File("ops.jsonl", Duration.ofSeconds(5))),
        Map.of("main", new ProviderSpec.Practice(), "other", new ProviderSpec.Practice()),
        Map.of("worker", new AgentSpec.Worker()),
        policy);
  }

  /// The tier `small` has two models and serves the class `chat`; one more is known by what it can.
  /// An actor may spend a thousand tokens in an hour.
  private static ModelsPolicy models() {
    var none = ModelsPolicy.NONE;
    var classes = new HashMap<>(TaskClass.BUILT_IN);
    classes.put("chat", new TaskClass("small", none.work(TaskClass.USUAL).patience()));
    return new ModelsPolicy(
        Map.of("small", List.of(new ModelId("main", "mini"), new ModelId("other", "mini"))),
        classes,
        Map.of(new ModelId("backup", "deep/er"), Abilities.ASSUMED),
        none.passContentPolicy(),
        none.cooling(),
        List.of(
            new BudgetTerms(
                BudgetTerms.Scope.ACTOR, BudgetTerms.Window.HOUR, 1_000, 0, 80, 0, "", "ops")),
        none.prices());
  }

  private static Policy policy() {
    var expressions = new CelExpressions();
    return new Policy(
        new RoutingPolicy(Map.of("support", "echo", "ops", ""), List.of(), expressions),
        new SessionPolicy(
            Map.of("support", new SessionPolicy.Manner(SessionScope.PER_ACTOR, Arrival.QUEUE, 50))),
        new DelegationPolicy(
            Map.of("echo", echo()),
            Map.of("worker", new DelegationPolicy.AgentTerms("routine", Hands.WORKER)),
            Map.of(
                "routine", new DelegationPolicy.LaneTerms(2000, 2000, 2, Duration.ofMinutes(10)),
                "tiny", new DelegationPolicy.LaneTerms(1, 1, 2, Duration.ofMinutes(10))),
            Duration.ofDays(1),
            expressions),
        new DeliveryPolicy(
            Map.of(
                "support", terms(EnumSet.allOf(MessageKind.class)),
                "ops", terms(EnumSet.of(MessageKind.ALERT, MessageKind.STATUS)))),
        SchedulingPolicy.NONE,
        models());
  }

  private static DeliveryPolicy.ChannelTerms terms(Set<MessageKind> accepts) {
    return new DeliveryPolicy.ChannelTerms(
        accepts,
        DeliveryPolicy.Doubt.HOLD,
        3,
        Duration.ofHours(1),
        Duration.ofSeconds(1),
        Duration.ofMinutes(1));
  }

  private static Contract echo() {
    return new Contract(
        "Echo the text",
        "worker",
        List.of("http.get"),
        List.of(),
        new Json("{\"type\":\"object\"}"),
        new Budget(Duration.ofMinutes(1), 0, 0, 2, 1, 2),
        List.of(),
        Contract.Escalation.NONE,
        Contract.Reversible.YES,
        "",
        "");
  }

  /// Sends what waits for a channel, each with this end; returns how many there were.
  int send(String channel, Sent sent) throws InterruptedException {
    var claimant =
        new Submission.Claimant(
            Kind.DELIVERY, channel, Hands.NODE, "sender", Duration.ofSeconds(30));
    var sending =
        switch (desk.submit(new Submission.Claim(SENDER, claimant, 100))) {
          case Answer.Entered(_, var outcomes) ->
              outcomes.stream()
                  .map(Outcome.Done.class::cast)
                  .map(done -> done.changes().getFirst())
                  .toList();
          case Answer.Refused _, Answer.Replayed _ -> List.<Changed>of();
        };
    for (var changed : sending) {
      var fence = new Fence(((DeliveryState.Sending) changed.state()).attempts());
      desk.submit(
          Submission.of(
              SENDER, new Order(changed.change().id(), new DeliveryCommand.Report(fence, sent))));
    }
    return sending.size();
  }

  @Override
  public void close() {
    gateway.stop(DRAIN);
    try {
      timekeeper.stop();
      desk.stop();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException("the house did not close", interrupted);
    }
    ledger.close();
  }
}
