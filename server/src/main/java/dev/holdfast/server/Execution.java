package dev.holdfast.server;

import dev.holdfast.control.workspace.WorkspaceVersions;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.execution.agents.Ground;
import dev.holdfast.execution.agents.Sweep;
import dev.holdfast.execution.agents.WorkspaceRoster;
import dev.holdfast.execution.attempt.Doors;
import dev.holdfast.execution.channels.Channels;
import dev.holdfast.execution.courier.CourierOffice;
import dev.holdfast.execution.courier.Post;
import dev.holdfast.execution.egress.Egress;
import dev.holdfast.execution.egress.Outbound;
import dev.holdfast.execution.egress.Resolver;
import dev.holdfast.execution.lanes.Lanes;
import dev.holdfast.execution.lanes.Tempo;
import dev.holdfast.execution.lanes.Workplace;
import dev.holdfast.execution.models.Calls;
import dev.holdfast.execution.models.Models;
import dev.holdfast.execution.preflight.Allowance;
import dev.holdfast.execution.preflight.Preflights;
import dev.holdfast.execution.preflight.Sight;
import dev.holdfast.execution.probe.Probes;
import dev.holdfast.execution.secrets.Secrets;
import dev.holdfast.execution.spans.OtlpSpans;
import dev.holdfast.execution.spans.Spans;
import dev.holdfast.execution.spend.Purse;
import dev.holdfast.execution.spend.Receipts;
import dev.holdfast.execution.viability.Examiners;
import dev.holdfast.execution.viability.Study;
import dev.holdfast.ledger.Bulletin;
import dev.holdfast.ledger.Desk;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.Meter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/// The plane that works: couriers first, so that what a lane finishes can leave.
final class Execution {
  /// What the lanes leave of the time to stop, for the messages that their last results cause.
  private static final Duration LAST_POST = Duration.ofSeconds(2);

  private final Plan plan;
  private final Desk desk;
  private final Ledger ledger;
  private final Bulletin bulletin;
  private final WorkspaceVersions versions;
  private final Secrets secrets;
  private final Meter meter;

  Execution(
      Plan plan,
      Desk desk,
      Ledger ledger,
      Bulletin bulletin,
      WorkspaceVersions versions,
      Secrets secrets,
      Meter meter) {
    this.plan = plan;
    this.desk = desk;
    this.ledger = ledger;
    this.bulletin = bulletin;
    this.versions = versions;
    this.secrets = secrets;
    this.meter = meter;
  }

  /// @param holder this node's name, as leases show it
  ///
  /// @return the door to the models for callers of the gateway
  Calls start(String holder, InstantSource clock, Teardown teardown) {
    var egress = new Egress(plan.workspace().egress(), Resolver.SYSTEM);
    var outbound = new Outbound(egress);
    var place = new Channels.Place(secrets, egress, outbound, clock, plan.data(), System.out);
    var channels = Channels.of(plan.workspace(), place);
    var post = new Post(desk, ledger.reader(), bulletin, plan.checkpoints(), meter, holder);
    var office = CourierOffice.open(post, plan.workspace(), channels.senders());
    teardown.started("couriers", office::close);
    Sweep.of(work());
    var purse =
        new Purse(holder, desk, ledger.reader(), bulletin, versions, meter, Purse.USUAL).start();
    teardown.started("purse", _ -> purse.stop());
    var doors =
        new Doors(
            desk,
            ledger.reader(),
            bulletin,
            versions,
            outbound,
            plan.checkpoints(),
            meter,
            spans(holder, outbound, teardown),
            purse);
    var models = new Models(this::current, secrets, doors, clock);
    var roster = roster(doors, models);
    var lanes = Lanes.start(holder, workplace(roster));
    teardown.started("lanes", left -> lanes.stop(without(left)));
    var preflights =
        Preflights.start(
            holder, doors, sight(roster::probe, channels::probe, models, clock), Allowance.USUAL);
    teardown.started("preflights", left -> preflights.stop(without(left)));
    var calls = calls(holder, models, doors, clock, teardown);
    var study = new Study(this::current, doors, models, calls, Study.Allowance.USUAL);
    var examiners = Examiners.start(holder, study);
    teardown.started("examiners", _ -> examiners.stop(Duration.ZERO));
    return calls;
  }

  private Spans spans(String holder, Outbound outbound, Teardown teardown) {
    var collector = Collector.of(plan.server(), plan.environment());
    if (collector.isEmpty()) {
      return Spans.NONE;
    }
    var spans = new OtlpSpans(collector, holder, outbound, meter).start();
    teardown.started("spans", spans::stop);
    return spans;
  }

  private Calls calls(
      String holder, Models models, Doors doors, InstantSource clock, Teardown teardown) {
    var receipts = new Receipts(desk, holder, meter).start();
    teardown.started("receipts", receipts::stop);
    return new Calls(models, doors, receipts, clock);
  }

  private WorkspaceRoster roster(Doors doors, Models models) {
    var ground = new Ground(plan.folder(), work(), plan.environment(), secrets);
    return new WorkspaceRoster(this::current, ground, doors, models);
  }

  private Workplace workplace(WorkspaceRoster roster) {
    return new Workplace(desk, ledger.reader(), bulletin, versions, roster, meter, Tempo.USUAL);
  }

  private Sight sight(Probes agents, Probes channels, Models models, InstantSource clock) {
    return new Sight(
        this::current, ledger.reader(), secrets, agents, channels, models::found, clock);
  }

  private Path work() {
    return plan.data().resolve("work");
  }

  private Workspace current() {
    return versions.workspace(versions.current());
  }

  private static Duration without(Duration left) {
    var rest = left.minus(LAST_POST);
    return rest.isPositive() ? rest : left;
  }
}
