package dev.holdfast.core.scheduling;

import dev.holdfast.core.Decision;
import java.util.ArrayList;
import java.util.List;

/// A decision being made: the facts so far, and the job as they leave it.
final class Draft {
  private final List<JobEvent> events = new ArrayList<>();
  private Job job;

  Draft(Job job) {
    this.job = job;
  }

  Job job() {
    return job;
  }

  void add(JobEvent event) {
    events.add(event);
    job = JobHistory.evolve(job, event);
  }

  /// Lets go of what waits behind a run that will have no successor.
  void release(String reason) {
    var waiting = job.turn().waiting();
    if (!waiting.isNone()) {
      add(new JobEvent.Unqueued(waiting, reason));
    }
    if (!job.turn().backfill().isNone()) {
      add(new JobEvent.BackfillDone());
    }
  }

  Decision<JobEvent> decision() {
    return Decision.accept(List.copyOf(events));
  }
}
