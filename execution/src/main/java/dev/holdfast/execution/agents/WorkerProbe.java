package dev.holdfast.execution.agents;

import dev.holdfast.core.Kind;
import dev.holdfast.core.delegation.TaskState;
import dev.holdfast.execution.probe.Probe;
import dev.holdfast.execution.probe.Probed;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.Reader;
import java.time.Duration;
import java.util.Optional;

/// Says what can be told about workers. They claim by themselves, so that their absence shows only
/// in what waits; this probe never fails.
final class WorkerProbe implements Probe {
  private static final Codec CODEC = new Codec();

  /// How many of the newest leased tasks are looked at.
  private static final int LOOKED_AT = 100;

  private final String lane;
  private final Reader reader;

  WorkerProbe(String lane, Reader reader) {
    this.lane = lane;
    this.reader = reader;
  }

  @Override
  public Probed probe(Duration atMost) {
    return new Probed.Passed(working().orElseGet(this::waiting));
  }

  private Optional<String> working() {
    var leased = new Reader.Query(Kind.TASK, "leased", 0, Long.MAX_VALUE, LOOKED_AT);
    for (var row : reader.list(leased)) {
      if (CODEC.decode(row.state()) instanceof TaskState.Leased task
          && task.place().lane().equals(lane)) {
        return Optional.of(
            "worker '%s' took %s up from lane '%s' at %s"
                .formatted(task.lease().holder(), row.id(), lane, task.startedAt()));
      }
    }
    return Optional.empty();
  }

  private String waiting() {
    var queued = reader.queues(Kind.TASK).get(lane);
    var told = "nobody can tell whether a worker is there; workers claim";
    return queued == null
        ? told + ", and nothing waits in lane '" + lane + "'"
        : told
            + ", and %d wait in lane '%s', the first since %s"
                .formatted(queued.waiting(), lane, queued.since());
  }
}
