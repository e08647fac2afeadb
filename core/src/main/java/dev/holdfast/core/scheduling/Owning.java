package dev.holdfast.core.scheduling;

import dev.holdfast.core.Decision;
import dev.holdfast.core.Refusal;
import java.time.Duration;
import java.time.Instant;

/// What an owner or operator asks of a job that exists.
final class Owning {
  private static final Duration PAUSE_MAX = Duration.ofDays(366);
  private static final int BACKFILL_MAX = 1_000;

  private final Job job;
  private final JobRules.Clock clock;

  Owning(Job job, JobRules.Clock clock) {
    this.job = job;
    this.clock = clock;
  }

  Decision<JobEvent> remove(Author author, JobCommand.Expected expected) {
    if (isRemoved()) {
      return gone();
    }
    var refusal = Saving.refusal(job, author, expected);
    if (refusal.isPresent()) {
      return new Decision.Refuse<>(refusal.get());
    }
    var draft = new Draft(job);
    draft.release("the job was removed");
    draft.add(new JobEvent.TopicDropped(job.spec().identity().topic()));
    draft.add(new JobEvent.Removed(Saving.record(draft.job(), author, clock.now())));
    return draft.decision();
  }

  Decision<JobEvent> enable(String reason) {
    if (!isRemoved() && !job.ownsTopic()) {
      return Decision.refuse(Refusal.Reason.CONFLICT, Diagnostics.topicLost(job));
    }
    var draft = new Draft(job);
    switch (job.phase()) {
      case Phase.On _, Phase.Enabling _ -> {
        return Decision.nothing();
      }
      case Phase.Removed _ -> {
        return gone();
      }
      case Phase.Paused(var why, _) -> new Ticking(draft, clock).resume("paused: " + why);
      case Phase.Off _, Phase.Tripped _, Phase.Over _ -> {
        if (Examining.holds(job, clock) && Examining.passed(job)) {
          draft.add(new JobEvent.Enabled(clock.now()));
        } else {
          draft.add(new JobEvent.EnableAsked(reason));
          if (!Examining.isUnderWay(job)) {
            draft.add(new JobEvent.PreflightAsked(0));
          }
        }
      }
    }
    return draft.decision();
  }

  Decision<JobEvent> disable(String reason) {
    if (isRemoved()) {
      return gone();
    }
    if (job.phase() instanceof Phase.Off || job.phase() instanceof Phase.Over) {
      return Decision.nothing();
    }
    var draft = new Draft(job);
    settleDue(draft);
    draft.release("the job was disabled");
    draft.add(new JobEvent.Disabled(reason));
    return draft.decision();
  }

  Decision<JobEvent> pause(String reason, Instant until) {
    if (!(job.phase() instanceof Phase.On) && !(job.phase() instanceof Phase.Paused)) {
      return Decision.refuse(Refusal.Reason.CONFLICT, Diagnostics.notOn(job, "paused"));
    }
    if (!until.isAfter(clock.now()) || until.isAfter(clock.now().plus(PAUSE_MAX))) {
      return Decision.refuse(Refusal.Reason.RULE, Diagnostics.pauseEnd(until));
    }
    var draft = new Draft(job);
    settleDue(draft);
    draft.release("the job was paused");
    draft.add(new JobEvent.Paused(reason, until));
    return draft.decision();
  }

  Decision<JobEvent> run() {
    if (isRemoved()) {
      return gone();
    }
    if (!job.ownsTopic()) {
      return Decision.refuse(Refusal.Reason.CONFLICT, Diagnostics.topicLost(job));
    }
    if (!job.turn().isFree()) {
      return Decision.refuse(Refusal.Reason.CONFLICT, Diagnostics.stillRunning(job));
    }
    var draft = new Draft(job);
    new Ticking(draft, clock).fire(new Moment(Timetable.second(clock.now()), Cause.BY_HAND));
    return draft.decision();
  }

  Decision<JobEvent> backfill(Instant from, Instant to) {
    if (!(job.phase() instanceof Phase.On)) {
      return Decision.refuse(Refusal.Reason.CONFLICT, Diagnostics.notOn(job, "filled in"));
    }
    if (!job.turn().backfill().isNone()) {
      return Decision.refuse(Refusal.Reason.CONFLICT, Diagnostics.backfillUnderWay(job));
    }
    var timetable = Timetable.of(job.spec());
    long count = from.isBefore(to) ? timetable.count(from, to, BACKFILL_MAX + 1L) : 0;
    if (to.isAfter(job.cursor().at()) || from.isBefore(Slot.earliest()) || count == 0) {
      return Decision.refuse(Refusal.Reason.RULE, Diagnostics.backfillRange(job, from, to));
    }
    if (count > BACKFILL_MAX) {
      return Decision.refuse(Refusal.Reason.RULE, Diagnostics.backfillTooLong(BACKFILL_MAX));
    }
    var draft = new Draft(job);
    draft.add(new JobEvent.BackfillAsked(new Job.Range(from, to)));
    new Ticking(draft, clock).proceed();
    return draft.decision();
  }

  Decision<JobEvent> examine() {
    if (isRemoved()) {
      return gone();
    }
    return Examining.isUnderWay(job)
        ? Decision.nothing()
        : Decision.accept(new JobEvent.PreflightAsked(0));
  }

  Decision<JobEvent> handOver(String to) {
    var draft = new Draft(job);
    draft.release("the topic was handed to " + to);
    draft.add(new JobEvent.TopicYielded(to));
    return draft.decision();
  }

  /// What was due before the change is treated as it would have been without it.
  private void settleDue(Draft draft) {
    if (job.phase() instanceof Phase.On) {
      new Ticking(draft, clock).settle();
    }
  }

  private boolean isRemoved() {
    return job.phase() instanceof Phase.Removed;
  }

  private static Decision<JobEvent> gone() {
    return Decision.refuse(Refusal.Reason.NOT_FOUND, Diagnostics.noSuchJob());
  }
}
