package dev.holdfast.bench;

import dev.holdfast.control.desk.Alarm;
import dev.holdfast.control.desk.LedgerDesk;
import dev.holdfast.control.desk.Timekeeper;
import dev.holdfast.ledger.Bulletin;
import dev.holdfast.ledger.Desk;
import dev.holdfast.ledger.Ledger;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// One node's control plane as the server puts it together: a desk and a timekeeper over a ledger.
final class Rig implements AutoCloseable {
  private final Tally tally = new Tally();
  private final Bulletin bulletin = new Bulletin();
  private final Ledger ledger;
  private final LedgerDesk desk;
  private final Timekeeper timekeeper;

  Rig(Place place) {
    var alarm = new Alarm();
    this.ledger =
        place.ledger(
            hint -> hint.lanes().forEach(lane -> bulletin.ready(lane.kind(), lane.lane())));
    this.desk =
        new LedgerDesk(new TalliedLedger(ledger, tally), Terms.versions(), bulletin, alarm).start();
    this.timekeeper = new Timekeeper(desk, alarm, Clock.systemUTC()).start();
  }

  /// As many nodes on one store as are asked for.
  static List<Rig> on(Place place, int nodes) {
    var rigs = new ArrayList<Rig>();
    for (int node = 0; node < nodes; node++) {
      rigs.add(new Rig(place));
    }
    return rigs;
  }

  /// Stops them all, and says of the ledger that they leave whether it is as it should be.
  static void stop(List<Rig> rigs, Figures figures) throws InterruptedException {
    for (var rig : rigs) {
      rig.rest();
    }
    Audit.into(figures, rigs.getFirst().ledger.reader());
    rigs.forEach(Rig::close);
  }

  /// Takes nothing in any more; what is written can still be read.
  void rest() throws InterruptedException {
    timekeeper.stop();
    desk.stop();
  }

  Desk desk() {
    return desk;
  }

  Ledger ledger() {
    return ledger;
  }

  Bulletin bulletin() {
    return bulletin;
  }

  Tally tally() {
    return tally;
  }

  @Override
  public void close() {
    ledger.close();
  }
}
