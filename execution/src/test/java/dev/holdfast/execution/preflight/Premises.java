package dev.holdfast.execution.preflight;

import dev.holdfast.core.Budget;
import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Standing.Hands;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.AgentSpec;
import dev.holdfast.core.config.ChannelSpec;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.config.ProviderSpec;
import dev.holdfast.core.config.ServerSpec;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.core.delegation.Contract;
import dev.holdfast.core.delegation.DelegationPolicy;
import dev.holdfast.core.delivery.DeliveryPolicy;
import dev.holdfast.core.delivery.MessageKind;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.ModelsPolicy;
import dev.holdfast.core.models.viability.Report;
import dev.holdfast.core.routing.RoutingPolicy;
import dev.holdfast.core.scheduling.Author;
import dev.holdfast.core.scheduling.Bounds;
import dev.holdfast.core.scheduling.Breaker;
import dev.holdfast.core.scheduling.Deliver;
import dev.holdfast.core.scheduling.Idle;
import dev.holdfast.core.scheduling.Job;
import dev.holdfast.core.scheduling.JobCommand;
import dev.holdfast.core.scheduling.JobSpec;
import dev.holdfast.core.scheduling.JobState;
import dev.holdfast.core.scheduling.Missed;
import dev.holdfast.core.scheduling.Overlap;
import dev.holdfast.core.scheduling.SchedulingPolicy;
import dev.holdfast.core.session.SessionPolicy;
import dev.holdfast.execution.PlainDesk;
import dev.holdfast.execution.Settings;
import dev.holdfast.execution.agents.Ground;
import dev.holdfast.execution.agents.WorkspaceRoster;
import dev.holdfast.execution.attempt.Doors;
import dev.holdfast.execution.channels.Channels;
import dev.holdfast.execution.egress.Egress;
import dev.holdfast.execution.egress.Outbound;
import dev.holdfast.execution.egress.Resolver;
import dev.holdfast.execution.models.Models;
import dev.holdfast.execution.secrets.Redaction;
import dev.holdfast.execution.secrets.Secrets;
import dev.holdfast.ledger.Checkpoints;
import dev.holdfast.ledger.Meter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A workspace in which everything is in order, to be disturbed: agent `watcher` is a program that
/// is there, channel `notes` a file that can be written, channel `screen` a console.
final class Premises implements Versions<Policy> {
  static final String SECRET = "s3cret-canary-value";
  private static final Duration MINUTE = Duration.ofMinutes(1);

  final Map<String, Contract> contracts = new HashMap<>();
  final Map<String, AgentSpec> agents = new HashMap<>();
  final Map<String, DelegationPolicy.AgentTerms> terms = new HashMap<>();
  final Map<String, DelegationPolicy.LaneTerms> lanes = new HashMap<>();
  final Map<String, ProviderSpec> providers = new HashMap<>();
  final Map<String, ChannelSpec> channels = new HashMap<>();
  final Map<String, Set<MessageKind>> accepts = new HashMap<>();
  final Map<String, String> runbooks = new HashMap<>();
  final Map<ModelId, Report> found = new HashMap<>();
  ModelsPolicy models = ModelsPolicy.NONE;
  final Path folder;
  Idle idle = Idle.NEVER;
  final Path data;
  final PlainDesk desk = new PlainDesk(this);
  private final Redaction redaction = new Redaction();

  Premises(Path temporary) throws IOException {
    folder = Files.createDirectory(temporary.resolve("workspace"));
    data = Files.createDirectory(temporary.resolve("data"));
    var program = Files.writeString(folder.resolve("watch.sh"), "#!/bin/sh\n");
    if (!program.toFile().setExecutable(true)) {
      throw new IOException("cannot be made executable: " + program);
    }
    agent("watcher", new AgentSpec.Command(List.of("./watch.sh"), Map.of()));
    contracts.put(
        "watch", contract("watcher", "{\"properties\":{\"text\":{\"type\":\"string\"}}}"));
    lanes.put("standard", new DelegationPolicy.LaneTerms(4, 100, 1, MINUTE));
    channel("notes", new ChannelSpec.File("notes.jsonl", MINUTE));
    channel("screen", new ChannelSpec.Console(MINUTE));
  }

  void agent(String name, AgentSpec spec) {
    agents.put(name, spec);
    terms.put(name, new DelegationPolicy.AgentTerms("standard", Hands.NODE));
  }

  void channel(String name, ChannelSpec spec) {
    channels.put(name, spec);
    accepts.put(name, EnumSet.allOf(MessageKind.class));
  }

  static Contract contract(String agent, String schema) {
    var plain = Settings.contract(agent, List.of(), Settings.budget(MINUTE, 0, 0, 1));
    return new Contract(
        plain.objective(),
        agent,
        plain.allow(),
        plain.scope(),
        new Json(schema),
        new Budget(MINUTE, 0, 0, 0, 0, 1),
        plain.checks(),
        plain.escalation(),
        plain.reversible(),
        plain.rollback(),
        plain.reply());
  }

  static JobSpec spec(String id, Deliver deliver) {
    return new JobSpec(
        new JobSpec.Identity(id, id + "-topic", "ops-team", ""),
        "every PT1M; from 2026-01-01T00:00:00Z",
        new JobSpec.Work("watch", Json.EMPTY),
        deliver,
        new JobSpec.Manner(
            Overlap.SKIP, new Missed(Missed.Policy.SKIP, Missed.WINDOW), Bounds.NONE),
        new Breaker(Breaker.Limits.USUAL, MINUTE, "screen"));
  }

  static Deliver to(String channel, String text) {
    return new Deliver.Path(channel, Deliver.Category.STATUS, text, Deliver.Repeat.ALWAYS);
  }

  static StreamId id(JobSpec spec) {
    return StreamId.named(Kind.JOB, spec.id());
  }

  /// Saves the job and gives it as it then stands.
  Job saved(JobSpec spec) {
    var author = new Author("ada", "wanted", Author.Source.API);
    desk.order(
        id(spec), new JobCommand.Save(spec, desk.nextKey(), author, JobCommand.Expected.ANY, ""));
    return job(spec);
  }

  Job job(JobSpec spec) {
    return ((JobState.Kept) desk.state(id(spec))).job();
  }

  Doors doors() {
    var outbound = new Outbound(egress());
    return new Doors(
        desk, desk.reader(), desk.bulletin(), this, outbound, Checkpoints.NONE, Meter.NONE);
  }

  private static Egress egress() {
    return new Egress(List.of("127.0.0.1"), Resolver.SYSTEM);
  }

  Sight sight() {
    var secrets = new Secrets(folder, Map.of("CANARY", SECRET), redaction);
    var outbound = new Outbound(egress());
    var place =
        new Channels.Place(secrets, egress(), outbound, InstantSource.system(), data, System.out);
    var ground = new Ground(folder, folder.resolve("work"), Map.of(), secrets);
    var models = new Models(this::workspace, secrets, doors(), InstantSource.system());
    var roster = new WorkspaceRoster(this::workspace, ground, doors(), models);
    var built = Channels.of(workspace(), place);
    return new Sight(
        this::workspace,
        desk.reader(),
        secrets,
        roster::probe,
        built::probe,
        model -> found.getOrDefault(model, Report.NONE),
        InstantSource.system());
  }

  private Workspace workspace() {
    return new Workspace(
        "acme",
        new ServerSpec("127.0.0.1", 0, "sqlite", Set.of(), "data"),
        List.of(),
        channels,
        providers,
        agents,
        at(1));
  }

  @Override
  public int current() {
    return 1;
  }

  @Override
  public Policy at(int version) {
    var delivery = new HashMap<String, DeliveryPolicy.ChannelTerms>();
    accepts.forEach((name, kinds) ->
        delivery.put(
            name,
            new DeliveryPolicy.ChannelTerms(
                kinds, DeliveryPolicy.Doubt.RETRY, 3, MINUTE, MINUTE, MINUTE)));
    return new Policy(
        new RoutingPolicy(Map.of(), List.of(), new PlainTemplates()),
        new SessionPolicy(Map.of()),
        new DelegationPolicy(contracts, terms, lanes, MINUTE, new PlainTemplates()),
        new DeliveryPolicy(delivery),
        new SchedulingPolicy(Map.of(), runbooks, idle),
        models);
  }
}
