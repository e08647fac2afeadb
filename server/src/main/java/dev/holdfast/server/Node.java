package dev.holdfast.server;

import dev.holdfast.console.Console;
import dev.holdfast.control.desk.Alarm;
import dev.holdfast.control.desk.ClockWatch;
import dev.holdfast.control.desk.LedgerDesk;
import dev.holdfast.control.desk.Timekeeper;
import dev.holdfast.control.jobs.DeclaredJobs;
import dev.holdfast.control.workspace.WorkspaceVersions;
import dev.holdfast.core.Finding;
import dev.holdfast.core.config.Secret;
import dev.holdfast.core.config.ServerSpec.Plane;
import dev.holdfast.execution.secrets.Resolved;
import dev.holdfast.execution.secrets.Secrets;
import dev.holdfast.gateway.Gateway;
import dev.holdfast.gateway.GatewayParts;
import dev.holdfast.gateway.access.Tokens;
import dev.holdfast.gateway.metrics.Metrics;
import dev.holdfast.gateway.models.ModelDoor;
import dev.holdfast.gateway.models.ModelParts;
import dev.holdfast.ledger.Bulletin;
import dev.holdfast.ledger.Hint;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.SealedEntry;
import dev.holdfast.server.log.Logs;
import dev.holdfast.store.Stores;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Everything that one process runs, put together: read `start` from top to bottom; it is stopped
/// from bottom to top.
final class Node {
  /// How long open connections may hold up a stop.
  private static final Duration GOODBYE = Duration.ofSeconds(2);

  private final Plan plan;
  private final InstantSource clock;
  private final Teardown teardown = new Teardown();
  private final Bulletin bulletin = new Bulletin();
  private final Metrics metrics = new Metrics();
  private final Secrets secrets;
  private final Ledger ledger;
  private final WorkspaceVersions versions;
  private final int version;
  private final ClockWatch watch;
  private final LedgerDesk desk;
  private Optional<Gateway> gateway = Optional.empty();
  private Supplier<Instant> heartbeat;
  private Optional<String> firstAdmin = Optional.empty();
  private ModelDoor models = ModelDoor.NONE;

  private Node(Plan plan, InstantSource clock) {
    this.plan = plan;
    this.clock = clock;
    this.heartbeat = clock::instant;
    this.secrets = new Secrets(plan.folder(), plan.environment(), Logs.REDACTION);
    this.ledger = open();
    this.versions = new WorkspaceVersions(ledger.archive(), plan.file());
    this.version = activate();
    this.watch =
        new ClockWatch(plan.server().clockTolerance(), ledgerEnd(), clock, System::nanoTime);
    var alarm = new Alarm(watch);
    this.desk = new LedgerDesk(ledger, versions, bulletin, alarm).start();
    teardown.started("desk", _ -> desk.stop());
    watchCommits();
    if (plan.runs(Plane.CONTROL)) {
      var timekeeper = new Timekeeper(desk, alarm, clock).start();
      heartbeat = timekeeper::lastLook;
      teardown.started("timekeeper", _ -> timekeeper.stop());
    }
  }

  /// Starts everything that the plan asks for. When a part cannot be started, those before it are
  /// stopped again.
  ///
  /// @throws dev.holdfast.ledger.LedgerUnavailable when the store cannot be used
  static Node start(Plan plan) {
    return start(plan, InstantSource.system());
  }

  /// @param clock that everything of this process goes by, except how long it waits
  static Node start(Plan plan, InstantSource clock) {
    var node = new Node(plan, clock);
    try {
      if (plan.runs(Plane.EXECUTION)) {
        var calls =
            new Execution(
                    plan,
                    node.desk,
                    node.ledger,
                    node.bulletin,
                    node.versions,
                    node.secrets,
                    node.metrics)
                .start("node-" + node.ledger.seat().desk(), clock, node.teardown);
        node.models = new BrokerDoor(calls);
      }
      if (plan.runs(Plane.CONTROL)) {
        node.admit();
        node.declareJobs();
        node.listen();
      }
      return node;
    } catch (RuntimeException failed) {
      node.stop(GOODBYE);
      throw failed;
    }
  }

  /// Before anybody can call: a server that answers has an admin.
  private void admit() {
    try {
      var tokens = new Tokens(desk, ledger.reader());
      firstAdmin = tokens.firstAdmin(AdminToken.in(plan.data())::write);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting", interrupted);
    }
  }

  private void declareJobs() {
    try {
      new DeclaredJobs(desk, ledger.reader()).apply(versions);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting", interrupted);
    }
  }

  /// The first admin's secret, where this start has made it.
  Optional<String> firstAdmin() {
    return firstAdmin;
  }

  private Ledger open() {
    var opened =
        Stores.open(new Stores.Opening(plan.server().store(), plan.data(), clock, this::ring));
    teardown.started("ledger", _ -> opened.close());
    return opened;
  }

  /// Where this process goes on with the seat of an earlier one, by the same clock.
  private Instant ledgerEnd() {
    return ledger
        .reader()
        .entry(ledger.seat().lastEntry())
        .map(SealedEntry::at)
        .orElse(Instant.EPOCH);
  }

  private int activate() {
    try {
      return versions.activate(plan.read(), "holdfast up", "start");
    } catch (RuntimeException failed) {
      teardown.stop(GOODBYE);
      throw failed;
    }
  }

  /// Another process says that work is ready.
  private void ring(Hint hint) {
    hint.lanes().forEach(lane -> bulletin.ready(lane.kind(), lane.lane()));
  }

  /// The desk posts after each commit and before it answers: the moment that a crash test wants.
  private void watchCommits() {
    var subscription = bulletin.subscribe(_ -> plan.checkpoints().reached("committed"));
    teardown.started("commit watch", _ -> subscription.close());
  }

  private void listen() {
    var listen = new GatewayParts.Listen(plan.server().host(), plan.server().port());
    var started =
        Gateway.start(
            new GatewayParts(
                listen,
                desk,
                ledger,
                bulletin,
                versions,
                () -> versions.workspace(versions.current()),
                clock,
                metrics,
                this::reveal,
                heartbeat,
                watch,
                new ModelParts(models, limits())),
            Console.routes());
    gateway = Optional.of(started);
    teardown.started("gateway", left -> started.stop(shorter(left, GOODBYE)));
  }

  private ModelParts.Limits limits() {
    var calls = plan.server().calls();
    return new ModelParts.Limits(calls.perMinute(), calls.atOnce());
  }

  private Optional<String> reveal(Secret secret) {
    return switch (secrets.resolve(secret)) {
      case Resolved.Value(var text) -> Optional.of(text);
      case Resolved.None(), Resolved.Missing _ -> Optional.empty();
    };
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /// The API, where this node has one.
  Optional<Gateway> gateway() {
    return gateway;
  }

  Optional<URI> address() {
    return gateway.map(Gateway::address);
  }

  /// The number of the workspace's version.
  int version() {
    return version;
  }

  List<Finding> warnings() {
    return ledger.warnings();
  }

  /// Takes nothing new, lets what runs end within the time, and stops. What is left keeps its lease
  /// until that runs out.
  void stop(Duration atMost) {
    teardown.stop(atMost);
  }
}
