package dev.holdfast.rehearsal.world;

import dev.holdfast.control.desk.Alarm;
import dev.holdfast.control.desk.ClockWatch;
import dev.holdfast.control.desk.LedgerDesk;
import dev.holdfast.control.desk.Timekeeper;
import dev.holdfast.execution.courier.Beat;
import dev.holdfast.execution.courier.CourierOffice;
import dev.holdfast.execution.courier.Post;
import dev.holdfast.execution.lanes.Lanes;
import dev.holdfast.execution.lanes.Tempo;
import dev.holdfast.execution.lanes.Workplace;
import dev.holdfast.ledger.Bulletin;
import dev.holdfast.ledger.Desk;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.Meter;
import dev.holdfast.rehearsal.stage.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// One process of the product, put together as the server does.
final class NodeProcess {
  private static final Duration TOLERANCE = Duration.ofSeconds(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int AT_ONCE = 2;

  private final LedgerDesk desk;

  private NodeProcess(LedgerDesk desk) {
    this.desk = desk;
  }

  /// Call it on a strand of the process.
  static NodeProcess start(Ledger ledger, WallClock clock, Outside outside) {
    var rules = new Rules();
    var bulletin = new Bulletin();
    var stage = Stage.here();
    var alarm = new Alarm(new ClockWatch(TOLERANCE, Instant.EPOCH, clock, stage::nanos));
    var desk = new LedgerDesk(ledger, rules, bulletin, alarm).start();
    new Timekeeper(desk, alarm, clock).start();
    var post =
        new Post(desk, ledger.reader(), bulletin, outside.faults()::point, Meter.NONE, "node");
    CourierOffice.open(
        post,
        List.of(
            new Beat(Rules.TWICE, outside.twice(), TIMEOUT, AT_ONCE),
            new Beat(Rules.ONCE, outside.once(), TIMEOUT, AT_ONCE)));
    Lanes.start(
        "node",
        new Workplace(
            desk, ledger.reader(), bulletin, rules, outside.cast(), Meter.NONE, Tempo.USUAL));
    return new NodeProcess(desk);
  }

  Desk desk() {
    return desk;
  }

  /// What the node meets outside of itself.
  record Outside(Faults faults, Cast cast, Receiver twice, Receiver once) {}
}
