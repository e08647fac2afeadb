package dev.holdfast.execution.preflight;

import dev.holdfast.core.scheduling.Job;
import dev.holdfast.core.scheduling.Phase;
import dev.holdfast.core.scheduling.Timetable;
import dev.holdfast.execution.probe.Probed;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.TreeSet;

/// Looks whether a job is in order by itself: its times, its runbook, its owner, its topic.
final class OrderLooks {
  private final Job job;
  private final Sight sight;

  OrderLooks(Job job, Sight sight) {
    this.job = job;
    this.sight = sight;
  }

  Probed schedule() {
    var bounds = job.spec().manner().bounds();
    if (bounds.maxRuns() > 0 && job.cursor().runs() >= bounds.maxRuns()) {
      return new Probed.Failed(
          "it has run " + job.cursor().runs() + " times, as often as it may",
          "Raise maxRuns of the job.");
    }
    var now = sight.time().instant();
    var next = next(now);
    if (next.isPresent()) {
      return new Probed.Passed("the next instant is " + next.get());
    }
    if (!job.turn().isFree()) {
      return new Probed.Passed("its last instant is being run");
    }
    return new Probed.Failed(
        "there is no instant after " + now.truncatedTo(ChronoUnit.SECONDS),
        "Give the job a schedule with an instant to come, or a later 'until'.");
  }

  /// An instant that is due and not run yet is still to come for a job that is on; any other job
  /// begins with the next after now.
  private Optional<Instant> next(Instant now) {
    return job.phase() instanceof Phase.On
        ? Timetable.next(job)
        : Timetable.of(job.spec())
            .next(now)
            .filter(at -> !at.isAfter(job.spec().manner().bounds().until()));
  }

  Probed runbook() {
    var name = job.spec().identity().runbook();
    if (name.isEmpty()) {
      return new Probed.Passed("none named");
    }
    var runbooks = sight.workspace().get().policy().scheduling().runbooks();
    return runbooks.containsKey(name)
        ? new Probed.Passed("runbook '" + name + "' is there")
        : new Probed.Failed(
            "there is no runbook '%s'; there are %s"
                .formatted(name, new TreeSet<>(runbooks.keySet())),
            "Put " + name + ".md into the workspace's runbook folder, or name another.");
  }

  Probed owner() {
    var owner = job.spec().identity().owner();
    return owner.isBlank()
        ? new Probed.Failed(
            "nobody answers for the job", "Name the person or team in 'owner' of the job.")
        : new Probed.Passed(owner);
  }

  Probed topic() {
    var topic = job.spec().identity().topic();
    return job.version().fence() > 0
        ? new Probed.Passed("topic '%s' is its own".formatted(topic))
        : new Probed.Failed(
            "topic '%s' does not belong to it".formatted(topic),
            "Save the job with another topic, or with takeOver and the present owner's name.");
  }
}
