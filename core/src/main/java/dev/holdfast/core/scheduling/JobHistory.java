package dev.holdfast.core.scheduling;

import dev.holdfast.core.Fence;
import java.time.Instant;

/// What each fact makes of a job.
final class JobHistory {
  private JobHistory() {}

  static Job begin(JobEvent event) {
    if (!(event instanceof JobEvent.Saved(var spec, var record, _))) {
      throw new IllegalStateException("a job begins by being saved, not by " + event);
    }
    return new Job(
        spec,
        record,
        new Phase.Off(""),
        new Job.Cursor(record.at(), 0, 0),
        Job.Turn.FREE,
        new Preflight.None(),
        Health.FRESH,
        record.at());
  }

  static Job evolve(Job job, JobEvent event) {
    return switch (event) {
      case JobEvent.Saved(var spec, var record, _) -> saved(job, spec, record);
      case JobEvent.TopicDropped _ -> job.with(fenced(job.version(), 0));
      case JobEvent.TopicHeld(var fence) -> job.with(fenced(job.version(), fence));
      case JobEvent.TopicYielded(var to) ->
          job.in(new Phase.Off("its topic was handed to " + to)).with(fenced(job.version(), 0));
      case JobEvent.Removed(var record) -> job.with(record).in(new Phase.Removed());
      case JobEvent.EnableAsked(var reason) -> job.in(new Phase.Enabling(reason));
      case JobEvent.Enabled(var at) ->
          job.in(new Phase.On())
              .at(moved(job.cursor(), at))
              .with(job.health().recovered())
              .touched(at);
      case JobEvent.Disabled(var reason) -> job.in(new Phase.Off(reason));
      case JobEvent.GivenUp(var why, _) -> job.in(new Phase.Off(why.cause()));
      case JobEvent.Paused(var reason, var until) -> job.in(new Phase.Paused(reason, until));
      case JobEvent.Resumed() -> job.in(new Phase.On());
      case JobEvent.PreflightAsked(var tries) ->
          job.with(new Preflight.Wanted(tries, fence(job.preflight())));
      case JobEvent.PreflightBegun(var lease, var policyVersion) ->
          job.with(
              new Preflight.Checking(
                  lease, tries(job.preflight()) + 1, job.version().revision(), policyVersion));
      case JobEvent.PreflightDone(var report) ->
          job.with(new Preflight.Done(report, fence(job.preflight())));
      case JobEvent.Fired(var moment, _, var at) ->
          moment.cause() == Cause.BY_HAND ? fired(job, moment).touched(at) : fired(job, moment);
      case JobEvent.Queued(var moment, _) ->
          counted(job, moment.nominal(), 1).with(waiting(job.turn(), moment));
      case JobEvent.Unqueued _ -> job.with(waiting(job.turn(), Moment.NONE));
      case JobEvent.Superseded _ -> job.with(running(job.turn(), Moment.NONE));
      case JobEvent.Lapsed(var lapse, _) -> counted(job, lapse.last(), lapse.count());
      case JobEvent.BackfillAsked(var range) -> job.with(filling(job.turn(), range));
      case JobEvent.BackfillDone() -> job.with(filling(job.turn(), Job.Range.NONE));
      case JobEvent.Concluded(_, var result, _) -> concluded(job, result);
      case JobEvent.Passed _ ->
          job.with(running(job.turn(), Moment.NONE))
              .at(
                  new Job.Cursor(
                      job.cursor().at(), job.cursor().counted() - 1, job.cursor().runs()));
      case JobEvent.Announced(_, var done, var at) ->
          job.with(job.health().announced(done.text(), at));
      case JobEvent.Withheld _, JobEvent.LastFailed _ -> job;
      case JobEvent.Tripped(var why, _, var trialAt, var wait) ->
          job.in(new Phase.Tripped(why, trialAt, wait)).with(job.health().tripped());
      case JobEvent.TrialFailed(var why, var trialAt, var wait) ->
          job.in(new Phase.Tripped(why, trialAt, wait)).with(job.health().tripped());
      case JobEvent.Recovered _ -> job.with(job.health().recovered());
      case JobEvent.Ended(var why) -> job.in(new Phase.Over(why));
    };
  }

  private static Job saved(Job job, JobSpec spec, Job.Version record) {
    boolean moved =
        !job.spec().times().equals(spec.times())
            || !job.spec().manner().bounds().equals(spec.manner().bounds());
    var cursor = moved ? moved(job.cursor(), record.at()) : job.cursor();
    var phase =
        switch (job.phase()) {
          case Phase.Removed _ -> new Phase.Off("");
          case Phase.Over _ when moved -> new Phase.Off("its schedule was changed");
          case Phase.Off _,
              Phase.Enabling _,
              Phase.On _,
              Phase.Paused _,
              Phase.Tripped _,
              Phase.Over _ ->
              job.phase();
        };
    return new Job(
        spec, record, phase, cursor, job.turn(), job.preflight(), job.health(), record.at());
  }

  private static Job.Version fenced(Job.Version record, long fence) {
    return new Job.Version(record.number(), record.revision(), record.author(), record.at(), fence);
  }

  private static Job.Cursor moved(Job.Cursor cursor, Instant at) {
    return cursor.at().isBefore(at) ? new Job.Cursor(at, cursor.counted(), cursor.runs()) : cursor;
  }

  private static Job counted(Job job, Instant at, long count) {
    var cursor = job.cursor();
    return job.at(new Job.Cursor(at, cursor.counted() + count, cursor.runs()));
  }

  private static Job fired(Job job, Moment moment) {
    var turn = job.turn();
    if (turn.waiting().equals(moment)) {
      return job.at(run(job.cursor())).with(new Job.Turn(moment, Moment.NONE, turn.backfill()));
    }
    var begun = job.with(running(turn, moment));
    return switch (moment.cause()) {
      case SCHEDULE, CATCH_UP -> {
        var at = counted(begun, moment.nominal(), 1);
        yield at.at(run(at.cursor()));
      }
      case BACKFILL ->
          counted(begun, job.cursor().at(), 1)
              .with(
                  new Job.Turn(
                      moment,
                      turn.waiting(),
                      new Job.Range(moment.nominal(), turn.backfill().until())));
      case BY_HAND, TRIAL -> counted(begun, job.cursor().at(), 1);
    };
  }

  private static Job.Cursor run(Job.Cursor cursor) {
    return new Job.Cursor(cursor.at(), cursor.counted(), cursor.runs() + 1);
  }

  private static Job concluded(Job job, Result result) {
    var free = job.with(running(job.turn(), Moment.NONE));
    return switch (result) {
      case Result.Done(var output, _) -> free.with(job.health().succeeded(output.sha256()));
      case Result.Failed(var why) -> free.with(job.health().failed(why.code()));
      case Result.Cancelled _ -> free;
    };
  }

  private static Job.Turn running(Job.Turn turn, Moment moment) {
    return new Job.Turn(moment, turn.waiting(), turn.backfill());
  }

  private static Job.Turn waiting(Job.Turn turn, Moment moment) {
    return new Job.Turn(turn.running(), moment, turn.backfill());
  }

  private static Job.Turn filling(Job.Turn turn, Job.Range range) {
    return new Job.Turn(turn.running(), turn.waiting(), range);
  }

  private static Fence fence(Preflight preflight) {
    return switch (preflight) {
      case Preflight.None() -> Fence.NONE;
      case Preflight.Wanted(_, var fence) -> fence;
      case Preflight.Checking(var lease, _, _, _) -> lease.fence();
      case Preflight.Done(_, var fence) -> fence;
    };
  }

  private static int tries(Preflight preflight) {
    return preflight instanceof Preflight.Wanted(var tries, _) ? tries : 0;
  }
}
