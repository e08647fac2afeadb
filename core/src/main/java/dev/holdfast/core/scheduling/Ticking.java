package dev.holdfast.core.scheduling;

import dev.holdfast.core.Decision;
import dev.holdfast.core.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A job's moments: which are due, which of them are run, and what becomes of the others. One path
/// for the ordinary tick, a restart, a paused machine and a step of the clock.
final class Ticking {
  /// More are left to the next wake.
  private static final int MOMENTS_MAX = 100;

  private static final long COUNT_MAX = 1_000_000_000L;

  private final Draft draft;
  private final JobRules.Clock clock;
  private final Schedule timetable;
  private Duration spread;

  Ticking(Draft draft, JobRules.Clock clock) {
    this.draft = draft;
    this.clock = clock;
    this.timetable = Timetable.of(draft.job().spec());
    this.spread = Timetable.offset(draft.job());
  }

  private Job job() {
    return draft.job();
  }

  private Instant now() {
    return clock.now();
  }

  Decision<JobEvent> wake() {
    switch (job().phase()) {
      case Phase.On() -> tick();
      case Phase.Paused(var reason, var until) when !now().isBefore(until) ->
          resume("paused: " + reason);
      case Phase.Tripped(_, var trialAt, _) when !now().isBefore(trialAt) -> trial();
      case Phase.Paused _,
          Phase.Tripped _,
          Phase.Off _,
          Phase.Enabling _,
          Phase.Over _,
          Phase.Removed _ -> {}
    }
    lookAfterPreflight();
    return draft.decision();
  }

  private void lookAfterPreflight() {
    if (job().preflight() instanceof Preflight.Checking(var lease, var tries, _, _)
        && !now().isBefore(lease.expiresAt())) {
      Examining.lost(job(), tries, now(), clock.policyVersion()).forEach(draft::add);
    }
    if (job().phase() instanceof Phase.On
        && !Examining.isUnderWay(job())
        && !Examining.holds(job(), clock)) {
      draft.add(new JobEvent.PreflightAsked(0));
    }
  }

  /// Goes on after a time in which no instant was run.
  void resume(String why) {
    lapse(now(), Lapse.Kind.SKIPPED, why);
    draft.add(new JobEvent.Resumed());
    end();
  }

  private void trial() {
    if (!job().turn().isFree()) {
      return;
    }
    lapse(now(), Lapse.Kind.SKIPPED, "the breaker was open");
    fire(new Moment(Timetable.second(now()), Cause.TRIAL));
  }

  /// Accounts for every instant that has become due.
  void tick() {
    var newest = replacing();
    if (newest.isPresent()) {
      replace(newest.get());
    } else {
      late();
      fresh();
    }
    end();
  }

  /// The instant on time that takes the place of all before it, if instants do that in this job.
  private Optional<Instant> replacing() {
    var manner = job().spec().manner();
    return manner.overlap() == Overlap.CANCEL_RUNNING
            && manner.missed().policy() != Missed.Policy.RUN_ALL
            && !isSpent()
        ? timetable.latest(dueBy(), cursor()).filter(at -> at.isAfter(onTime()))
        : Optional.empty();
  }

  private void replace(Instant newest) {
    if (job().spec().manner().missed().policy() == Missed.Policy.SKIP) {
      late();
    }
    lapse(newest.minusSeconds(1), Lapse.Kind.SKIPPED, "a later one took its place");
    due(new Moment(newest, Cause.SCHEDULE));
  }

  private void late() {
    var onTime = onTime();
    var missed = job().spec().manner().missed();
    var oldest = now().minus(missed.window());
    switch (missed.policy()) {
      case SKIP -> lapse(onTime, Lapse.Kind.MISSED, Diagnostics.NOBODY_THERE);
      case RUN_LATEST ->
          timetable
              .latest(onTime, cursor())
              .filter(last -> last.isAfter(cursor()) && !last.isBefore(oldest))
              .ifPresentOrElse(
                  this::runLatest, () -> lapse(onTime, Lapse.Kind.MISSED, Diagnostics.TOO_OLD));
      case RUN_ALL -> {
        lapse(earlier(oldest.minusNanos(1), onTime), Lapse.Kind.MISSED, Diagnostics.TOO_OLD);
        if (job().turn().isFree()) {
          next().filter(at -> !at.isAfter(onTime)).ifPresent(at -> fire(caughtUp(at)));
        }
      }
    }
  }

  /// Instants up to this one are late; those after the cursor only.
  private Instant onTime() {
    var late = dueBy().minus(Missed.ON_TIME);
    return late.isBefore(cursor()) ? cursor() : late;
  }

  private void runLatest(Instant last) {
    lapse(last.minusSeconds(1), Lapse.Kind.SKIPPED, "a later one is run instead");
    due(caughtUp(last));
  }

  private static Moment caughtUp(Instant nominal) {
    return new Moment(nominal, Cause.CATCH_UP);
  }

  private void fresh() {
    var dueBy = dueBy();
    for (int count = 0; count < MOMENTS_MAX && !isSpent(); count++) {
      var next = next().filter(at -> !at.isAfter(dueBy));
      if (next.isEmpty() || isHeldBack()) {
        return;
      }
      due(new Moment(next.get(), Cause.SCHEDULE));
    }
  }

  /// Whether instants wait for the run before them, however long.
  private boolean isHeldBack() {
    return job().spec().manner().missed().policy() == Missed.Policy.RUN_ALL
        && !job().turn().isFree();
  }

  private void due(Moment moment) {
    var running = job().turn().running();
    if (running.isNone()) {
      fire(moment);
      return;
    }
    switch (job().spec().manner().overlap()) {
      case SKIP -> skip(moment, "the run of " + running.nominal() + " still went on");
      case QUEUE_ONE -> {
        if (job().turn().waiting().isNone()) {
          draft.add(new JobEvent.Queued(moment, now()));
        } else {
          skip(moment, "another one waited already");
        }
      }
      case CANCEL_RUNNING -> {
        draft.add(new JobEvent.Superseded(running, moment.nominal()));
        fire(moment);
      }
    }
  }

  private void skip(Moment moment, String reason) {
    var at = moment.nominal();
    draft.add(new JobEvent.Lapsed(new Lapse(at, at, 1, Lapse.Kind.SKIPPED, reason), now()));
  }

  void fire(Moment moment) {
    draft.add(new JobEvent.Fired(moment, clock.policyVersion(), now()));
  }

  /// Whatever waits goes next: the queued instant, then what is left of a backfill, then what has
  /// become due meanwhile.
  void proceed() {
    if (!job().turn().isFree() || !(job().phase() instanceof Phase.On)) {
      return;
    }
    if (!job().turn().waiting().isNone()) {
      fire(job().turn().waiting());
      return;
    }
    if (!job().turn().backfill().isNone()) {
      backfill();
    }
    if (job().turn().isFree()) {
      tick();
    }
  }

  void backfill() {
    var range = job().turn().backfill();
    timetable
        .next(range.after())
        .filter(at -> !at.isAfter(range.until()))
        .ifPresentOrElse(
            at -> fire(new Moment(at, Cause.BACKFILL)),
            () -> draft.add(new JobEvent.BackfillDone()));
  }

  /// Instants up to a time are not run.
  private void lapse(Instant until, Lapse.Kind kind, String reason) {
    var end = earlier(until, job().spec().manner().bounds().until());
    timetable
        .latest(end, cursor())
        .filter(last -> last.isAfter(cursor()))
        .ifPresent(last -> {
          var first = next().orElse(last);
          long count = timetable.count(cursor(), last, COUNT_MAX);
          draft.add(new JobEvent.Lapsed(new Lapse(first, last, count, kind, reason), now()));
        });
  }

  private void end() {
    if (job().turn().isFree() && job().turn().waiting().isNone()) {
      if (isSpent()) {
        draft.add(new JobEvent.Ended("it has run as often as it may"));
      } else if (next().isEmpty()) {
        draft.add(new JobEvent.Ended("no instant is left"));
      }
    }
  }

  private boolean isSpent() {
    return JobStanding.isSpent(job());
  }

  private Instant cursor() {
    return job().cursor().at();
  }

  private Optional<Instant> next() {
    return Timetable.next(timetable, job());
  }

  /// Accounts for every instant up to now, although its start may have been put off by the jitter:
  /// after this the job is another one.
  void settle() {
    spread = Duration.ZERO;
    tick();
  }

  /// Instants up to this one have become due: each job's are spread by its own part of the jitter.
  private Instant dueBy() {
    return earlier(now().minus(spread), job().spec().manner().bounds().until());
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
