package dev.holdfast.execution.preflight;

import dev.holdfast.core.scheduling.Job;
import java.util.List;

/// All that a job needs, in the order in which it is told.
final class Looks {
  private Looks() {}

  static List<Look> at(Job job, Sight sight) {
    var work = new WorkLooks(job.spec(), sight);
    var ways = new WayLooks(job.spec(), sight);
    var order = new OrderLooks(job, sight);
    return List.of(
        new Look("contract", _ -> work.contract()),
        new Look("agent", work::agent),
        new Look("model", _ -> new ModelLook(job.spec(), sight).model()),
        new Look("lane", _ -> work.lane()),
        new Look("destination", ways::destination),
        new Look("escalation", ways::escalation),
        new Look("expressions", _ -> work.expressions()),
        new Look("schedule", _ -> order.schedule()),
        new Look("runbook", _ -> order.runbook()),
        new Look("owner", _ -> order.owner()),
        new Look("topic", _ -> order.topic()),
        new Look("secrets", _ -> new SecretLook(job.spec(), sight).secrets()),
        new Look("listener", _ -> new ListenerLook(job, sight).listener()));
  }
}
