package dev.holdfast.core.scheduling;

import dev.holdfast.core.Decision;
import dev.holdfast.core.Refusal;
import java.time.Instant;
import java.util.Optional;

/// A job is written whole, by somebody who has seen what is there.
final class Saving {
  private Saving() {}

  static Decision<JobEvent> decide(JobState state, JobCommand.Save save, JobRules.Clock clock) {
    var flaw = Timetable.unnumbered(Timetable.of(save.spec()));
    if (flaw.isPresent()) {
      return Decision.refuse(Refusal.Reason.RULE, Diagnostics.neverDue(save.spec(), flaw.get()));
    }
    return switch (state) {
      case JobState.New() -> begin(save, clock.now());
      case JobState.Kept(var job) -> change(job, save, clock);
    };
  }

  private static Decision<JobEvent> begin(JobCommand.Save save, Instant now) {
    if (save.expected().revision() > 0) {
      return Decision.refuse(Refusal.Reason.CONFLICT, Diagnostics.changedMeanwhile(0));
    }
    var record = new Job.Version(save.number(), 1, save.author(), now, 0);
    return Decision.accept(new JobEvent.Saved(save.spec(), record, save.from()));
  }

  private static Decision<JobEvent> change(Job job, JobCommand.Save save, JobRules.Clock clock) {
    boolean removed = job.phase() instanceof Phase.Removed;
    if (!job.spec().id().equals(save.spec().id())) {
      return Decision.refuse(Refusal.Reason.CONFLICT, Diagnostics.otherName(job));
    }
    if (!removed && job.ownsTopic() && job.spec().equals(save.spec())) {
      return Decision.nothing();
    }
    var refusal =
        removed ? Optional.<Refusal>empty() : refusal(job, save.author(), save.expected());
    if (refusal.isPresent()) {
      return new Decision.Refuse<>(refusal.get());
    }
    var draft = new Draft(job);
    if (job.phase() instanceof Phase.On) {
      new Ticking(draft, clock).settle();
    }
    var topic = job.spec().identity().topic();
    if (job.ownsTopic() && !topic.equals(save.spec().identity().topic())) {
      draft.add(new JobEvent.TopicDropped(topic));
    }
    var record = record(draft.job(), save.author(), clock.now());
    draft.add(new JobEvent.Saved(save.spec(), record, save.from()));
    if (draft.job().phase() instanceof Phase.On && !Examining.isUnderWay(draft.job())) {
      draft.add(new JobEvent.PreflightAsked(0));
    }
    return draft.decision();
  }

  /// Why this writer may not change the job.
  static Optional<Refusal> refusal(Job job, Author author, JobCommand.Expected expected) {
    if (author.source() == Author.Source.API
        && job.version().author().source() == Author.Source.WORKSPACE) {
      return Optional.of(Refusal.of(Refusal.Reason.RULE, Diagnostics.declared(job)));
    }
    int revision = job.version().revision();
    if (!expected.equals(JobCommand.Expected.ANY) && expected.revision() != revision) {
      return Optional.of(
          Refusal.of(Refusal.Reason.CONFLICT, Diagnostics.changedMeanwhile(revision)));
    }
    return Optional.empty();
  }

  static Job.Version record(Job job, Author author, Instant now) {
    var before = job.version();
    return new Job.Version(before.number(), before.revision() + 1, author, now, before.fence());
  }
}
