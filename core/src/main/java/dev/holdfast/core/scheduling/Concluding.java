package dev.holdfast.core.scheduling;

import dev.holdfast.core.Decision;
import dev.holdfast.core.Diagnostic;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The end of a run: what leaves, whether the breaker trips, and what goes next.
final class Concluding {
  private final Draft draft;
  private final JobRules.Clock clock;
  private final Ticking ticking;

  Concluding(Draft draft, JobRules.Clock clock) {
    this.draft = draft;
    this.clock = clock;
    this.ticking = new Ticking(draft, clock);
  }

  private Job job() {
    return draft.job();
  }

  /// A run that another one took the place of says nothing any more.
  Decision<JobEvent> conclude(Moment moment, Result result) {
    if (!job().turn().running().equals(moment)) {
      return Decision.nothing();
    }
    boolean wasOn = job().phase() instanceof Phase.On;
    draft.add(new JobEvent.Concluded(moment, result, clock.now()));
    if (moment.cause() == Cause.TRIAL) {
      tried(moment, result);
    } else {
      judge(moment, result);
    }
    ticking.proceed();
    if (wasOn && job().phase() instanceof Phase.Over && result instanceof Result.Failed(var why)) {
      draft.add(new JobEvent.LastFailed(Diagnostics.lastFailed(job(), why), moment));
    }
    return draft.decision();
  }

  /// The moment had been run before: nothing happens, and the next one has its turn.
  Decision<JobEvent> pass(Moment moment) {
    if (!job().turn().running().equals(moment)) {
      return Decision.nothing();
    }
    draft.add(new JobEvent.Passed(moment));
    ticking.proceed();
    return draft.decision();
  }

  private void judge(Moment moment, Result result) {
    switch (result) {
      case Result.Done done -> announce(moment, done);
      case Result.Failed _, Result.Cancelled _ -> {}
    }
    if (job().phase() instanceof Phase.On && !(result instanceof Result.Cancelled)) {
      reason(result).ifPresent(why -> trip(moment, why));
    }
  }

  private void announce(Moment moment, Result.Done done) {
    switch (job().spec().deliver()) {
      case Deliver.None() -> draft.add(new JobEvent.Withheld(moment, "the job delivers nothing"));
      case Deliver.Path path
          when path.repeat() == Deliver.Repeat.ON_CHANGE
              && done.text().equals(job().health().said().text()) ->
          draft.add(new JobEvent.Withheld(moment, "it says what the last one said"));
      case Deliver.Path _ -> draft.add(new JobEvent.Announced(moment, done, clock.now()));
    }
  }

  private Optional<Diagnostic> reason(Result result) {
    var health = job().health();
    var limits = job().spec().breaker().limits();
    if (result instanceof Result.Failed(var why)) {
      if (isReached(limits.failures(), health.failures())
          || isReached(limits.failingPercent(), health.failingPercent())) {
        return Optional.of(Diagnostics.failing(job(), why));
      }
    } else if (isReached(limits.repeats(), health.said().repeats())) {
      return Optional.of(Diagnostics.looping(job()));
    } else if (limits.noise() > 0 && health.noise().count() > limits.noise()) {
      return Optional.of(Diagnostics.noisy(job()));
    }
    return Optional.empty();
  }

  private static boolean isReached(int limit, int count) {
    return limit > 0 && count >= limit;
  }

  private void trip(Moment moment, Diagnostic why) {
    draft.release("the breaker tripped");
    if (job().health().trips() >= Breaker.TRIPS_MAX) {
      draft.add(new JobEvent.GivenUp(Diagnostics.hopeless(job(), why), clock.now()));
      return;
    }
    var wait = job().spec().breaker().trialAfter();
    draft.add(new JobEvent.Tripped(why, moment, clock.now().plus(wait), wait));
  }

  private void tried(Moment moment, Result result) {
    if (!(job().phase() instanceof Phase.Tripped(var why, _, var wait))) {
      return;
    }
    switch (result) {
      case Result.Done _ -> {
        draft.add(new JobEvent.Withheld(moment, "it was a trial"));
        draft.add(new JobEvent.Recovered(moment));
        ticking.resume("the breaker was open");
      }
      case Result.Cancelled _ -> again(why, wait);
      case Result.Failed(var again) -> {
        if (job().health().trips() >= Breaker.TRIPS_MAX) {
          draft.add(new JobEvent.GivenUp(Diagnostics.hopeless(job(), again), clock.now()));
        } else {
          again(again, doubled(wait));
        }
      }
    }
  }

  private void again(Diagnostic why, Duration wait) {
    Instant trialAt = clock.now().plus(wait);
    draft.add(new JobEvent.TrialFailed(why, trialAt, wait));
  }

  private static Duration doubled(Duration wait) {
    var twice = wait.multipliedBy(2);
    return twice.compareTo(Breaker.WAIT_MAX) > 0 ? Breaker.WAIT_MAX : twice;
  }
}
