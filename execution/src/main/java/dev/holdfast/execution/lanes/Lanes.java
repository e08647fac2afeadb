package dev.holdfast.execution.lanes;

import dev.holdfast.core.Standing.Hands;
import dev.holdfast.execution.attempt.Deadline;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All lanes of this node.
public final class Lanes {
  private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
  private static final Duration LAST_MOMENT = Duration.ofSeconds(10);

  private final List<LaneRunner> runners;

  private Lanes(List<LaneRunner> runners) {
    this.runners = runners;
  }

  /// Starts a loop for every lane of the workspace, if it has an agent whose work is done by nodes:
  /// whoever offers a task may choose its lane.
  ///
  /// @param holder this node's name, as leases show it
  public static Lanes start(String holder, Workplace workplace) {
    var policy = workplace.versions().now().delegation();
    boolean needed =
        policy.agents().values().stream().anyMatch(agent -> agent.hands() == Hands.NODE);
    var runners =
        needed
            ? policy.lanes().keySet().stream()
                .map(lane -> new LaneRunner(lane, holder, workplace))
                .toList()
            : List.<LaneRunner>of();
    runners.forEach(LaneRunner::start);
    LOG.atInfo()
        .setMessage("lanes.started")
        .addKeyValue("holder", holder)
        .addKeyValue("lanes", runners.size())
        .log();
    return new Lanes(runners);
  }

  /// Claims nothing more, lets what runs finish within `time`, and kills what is left: its leases
  /// run out, and it is offered again.
  public void stop(Duration time) throws InterruptedException {
    runners.forEach(LaneRunner::close);
    var deadline = Deadline.in(time);
    boolean drained = true;
    for (var runner : runners) {
      drained &= runner.drain(deadline);
    }
    if (!drained) {
      LOG.atWarn()
          .setMessage("lanes.cut")
          .addKeyValue("after", time)
          .addKeyValue("remediation", "None: the tasks are offered again when their leases end.")
          .log();
      runners.forEach(LaneRunner::halt);
      var last = Deadline.in(LAST_MOMENT);
      for (var runner : runners) {
        runner.drain(last);
      }
    }
  }
}
