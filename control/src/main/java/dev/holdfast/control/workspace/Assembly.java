package dev.holdfast.control.workspace;

import dev.holdfast.control.expressions.CelExpressions;
import dev.holdfast.control.workspace.AgentReading.Agent;
import dev.holdfast.control.workspace.ChannelReading.Channel;
import dev.holdfast.control.workspace.Known.AgentFacts;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.config.ServerSpec;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.core.delegation.Contract;
import dev.holdfast.core.delegation.DelegationPolicy;
import dev.holdfast.core.delegation.DelegationPolicy.LaneTerms;
import dev.holdfast.core.delivery.DeliveryPolicy;
import dev.holdfast.core.delivery.DeliveryPolicy.ChannelTerms;
import dev.holdfast.core.models.ModelsPolicy;
import dev.holdfast.core.routing.Route;
import dev.holdfast.core.routing.RoutingPolicy;
import dev.holdfast.core.scheduling.SchedulingPolicy;
import dev.holdfast.core.session.SessionPolicy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Puts a workspace together from its parts, and sees that they fit.
final class Assembly {
  /// The longest that a task may wait to be taken up.
  static final Duration QUEUE_WAIT = Duration.ofHours(1);

  private static final String UNNAMED = "holdfast";
  private static final int FORMAT = 1;

  private final CelExpressions expressions;
  private final Surroundings surroundings;
  private final Findings findings;
  private final Map<String, String> texts = new LinkedHashMap<>();

  Assembly(CelExpressions expressions, Surroundings surroundings, Findings findings) {
    this.expressions = expressions;
    this.surroundings = surroundings;
    this.findings = findings;
  }

  /// The texts that the workspace refers to, by path as written.
  Map<String, String> texts() {
    return texts;
  }

  Workspace workspace(Node tree) {
    var root = Section.open(tree, "", Shape.ROOT, findings);
    format(root);
    var lanes = LaneReading.read(root, findings);
    var modelSection = root.section("models", Shape.MODELS);
    var models = ModelReading.read(modelSection, findings);
    var agentReading =
        new AgentReading(models, lanes.keySet(), surroundings, expressions, findings);
    var agents = agentReading.read(root);
    if (agents.isEmpty() && !root.has("agents")) {
      root.error("agents", "is missing: name at least one agent that does the work");
    }
    var channels = ChannelReading.read(root, agents.keySet(), findings);
    var fields = new ContractFields(known(agents, channels), new ContractCheck(expressions));
    var contractsReading = new ContractsReading(agents, fields, findings);
    var contracts = contractsReading.read(root);
    if (surroundings.isNew()) {
      new LaneCheck(contracts, agents).report(contractsReading.allowing());
    }
    var scheduling =
        scheduling(root, modelSection, contracts.keySet(), each(channels, Channel::terms));
    texts.putAll(agentReading.texts());
    var routing = routing(root, channels, contracts, agents);
    return new Workspace(
        root.text("workspace", UNNAMED),
        server(root),
        ServerReading.egress(root.section("egress", Shape.EGRESS)),
        each(channels, Channel::spec),
        Map.copyOf(models.providers()),
        each(agents, Agent::spec),
        policy(
            routing,
            scheduling,
            new SpendReading(modelSection, models, each(channels, Channel::terms), findings).read(),
            channels,
            new Delegation(contracts, agents, lanes)));
  }

  private SchedulingPolicy scheduling(
      Section root, Section models, Set<String> contracts, Map<String, ChannelTerms> channels) {
    var jobs = new JobsReading(surroundings, findings);
    var runbooks = jobs.runbooks(root);
    texts.putAll(jobs.texts());
    var surrounding = new JobFields.Surrounding(contracts, channels, runbooks.keySet());
    return jobs.read(root, new JobFields(surrounding, expressions), runbooks, jobs.idle(models));
  }

  private static void format(Section root) {
    if (!root.has("holdfast")) {
      root.error("holdfast", "is missing: begin with 'holdfast: 1', the version of the format");
    } else {
      root.number("holdfast", FORMAT, FORMAT, FORMAT);
    }
  }

  private static ServerSpec server(Section root) {
    return ServerReading.server(root.section("server", Shape.SERVER));
  }

  private static Known known(Map<String, Agent> agents, Map<String, Channel> channels) {
    return new Known(each(agents, Assembly::facts), each(channels, Channel::terms));
  }

  private static AgentFacts facts(Agent agent) {
    var allow = agent.allow().stream().map(Section.Texted::text).toList();
    return new AgentFacts(agent.kind(), allow, agent.section().has("allow"));
  }

  private RoutingPolicy routing(
      Section root,
      Map<String, Channel> channels,
      Map<String, Contract> contracts,
      Map<String, Agent> agents) {
    var reading = new RouteReading(contracts.keySet(), agents.keySet(), expressions);
    var routes = reading.read(root);
    var responders = new LinkedHashMap<String, String>();
    channels.forEach((name, channel) -> {
      responders.put(name, channel.responder());
      if (!channel.responder().isEmpty()) {
        Known.refers(
            channel.section(),
            "responder",
            channel.responder(),
            "agent or contract",
            contracts.keySet());
      } else if (!reading.takesEverything()) {
        unanswered(name, channel.section(), routes);
      }
    });
    return new RoutingPolicy(Map.copyOf(responders), routes, expressions);
  }

  /// A channel that requests come in by has somebody who answers when no route matches.
  private static void unanswered(String name, Section channel, List<Route> routes) {
    for (var key : List.of("session", "arrival", "waiting")) {
      if (channel.has(key)) {
        channel.error("responder", "is missing: '" + key + "' says that requests come in here");
        return;
      }
    }
    for (var route : routes) {
      if (route.when().contains("'" + name + "'") || route.when().contains("\"" + name + "\"")) {
        channel.error(
            "responder",
            "is missing: route '"
                + route.name()
                + "' speaks of this channel, and a request that matches none would be refused");
        return;
      }
    }
  }

  private Policy policy(
      RoutingPolicy routing,
      SchedulingPolicy scheduling,
      ModelsPolicy models,
      Map<String, Channel> channels,
      Delegation delegation) {
    return new Policy(
        routing,
        new SessionPolicy(each(channels, Channel::manner)),
        new DelegationPolicy(
            Map.copyOf(delegation.contracts()),
            each(delegation.agents(), Agent::terms),
            Map.copyOf(delegation.lanes()),
            QUEUE_WAIT,
            expressions),
        new DeliveryPolicy(each(channels, Channel::terms)),
        scheduling,
        models);
  }

  private static <A, B> Map<String, B> each(Map<String, A> named, Function<A, B> part) {
    return named.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(Map.Entry::getKey, one -> part.apply(one.getValue())));
  }

  private record Delegation(
      Map<String, Contract> contracts, Map<String, Agent> agents, Map<String, LaneTerms> lanes) {}
}
