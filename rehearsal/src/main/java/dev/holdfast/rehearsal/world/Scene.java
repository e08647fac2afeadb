package dev.holdfast.rehearsal.world;

import dev.holdfast.ledger.MemoryLedger;
import dev.holdfast.rehearsal.stage.Outcome;
import dev.holdfast.rehearsal.stage.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What happens: processes start and are killed, actors ask, clocks are set; then there is calm,
/// and everything must end.
final class Scene implements Runnable {
  private static final int ASKS_MAX = 6;
  private static final int LOOK_NANOS = 400_000_000;
  private static final int TROUBLED_LOOKS = 150;
  private static final int CALM_LOOKS = 20_000;
  private static final int CLOCK_ONE_IN = 80;
  private static final int KILL_ONE_IN = 80;
  private static final int ASK_ONE_IN = 4;
  private static final int STEP_SECONDS = 180;

  private final Stage stage;
  private final Tale tale = new Tale();
  private final Faults faults;
  private final WallClock clock;
  private final NodeProcess.Outside outside;
  private final List<Actor> actors = new ArrayList<>();
  private final Oracle oracle;
  private MemoryLedger ledger;
  private List<NodeProcess> running = List.of();

  Scene(Stage stage) {
    this.stage = stage;
    this.faults = new Faults(stage, tale);
    this.clock = new WallClock(stage);
    this.ledger = new MemoryLedger(clock);
    this.oracle = new Oracle(ledger.reader(), tale);
    this.outside =
        new NodeProcess.Outside(
            faults,
            new Cast(stage, faults, tale),
            new Receiver(stage, faults, tale),
            new Receiver(stage, faults, tale));
  }

  @Override
  public void run() {
    cast();
    start();
    try {
      for (int look = 0; look < TROUBLED_LOOKS; look++) {
        trouble();
        look();
      }
      faults.calm();
      for (int look = 0; look < CALM_LOOKS && !isOver(); look++) {
        look();
      }
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException("nobody interrupts the scene", interrupted);
    }
    oracle.atTheEnd(actors, outside);
  }

  private void cast() {
    int asks = 1 + stage.below(ASKS_MAX);
    for (int number = 0; number < asks; number++) {
      var channel = stage.oneIn(2) ? Rules.TWICE : Rules.ONCE;
      actors.add(new Actor("actor-" + stage.below(3), channel, number));
    }
  }

  private void start() {
    ledger = ledger.reopened();
    running = List.of();
    int process = faults.started();
    stage.process(
        process,
        "node",
        () ->
            running = List.of(NodeProcess.start(new FaultyLedger(ledger, faults), clock, outside)));
  }

  private void trouble() {
    if (faults.happens("clock set", CLOCK_ONE_IN)) {
      clock.step(Duration.ofSeconds(stage.below(2 * STEP_SECONDS) - STEP_SECONDS));
    }
    if (faults.happens("process killed", KILL_ONE_IN)) {
      faults.crash();
    }
  }

  private void look() throws InterruptedException {
    stage.rest(stage.below(LOOK_NANOS));
    if (faults.isDown()) {
      tale.saw("restart");
      start();
    }
    for (var actor : actors) {
      if (!actor.isAcknowledged() && stage.oneIn(ASK_ONE_IN)) {
        ask(actor);
      }
    }
    oracle.always();
  }

  private void ask(Actor actor) {
    running.forEach(
        node -> stage.process(faults.process(), "door", () -> actor.ask(node.desk(), tale)));
  }

  private boolean isOver() {
    return actors.stream().allMatch(Actor::isAcknowledged) && oracle.isAllEnded();
  }

  Outcome outcome(long seed) {
    tale.saw("seed");
    return new Outcome(seed, ledger.seat().lastHash(), stage.steps(), tale.seen(), tale.findings());
  }
}
