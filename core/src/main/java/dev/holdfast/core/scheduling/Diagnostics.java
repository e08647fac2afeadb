package dev.holdfast.core.scheduling;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Fence;
import dev.holdfast.core.Finding;
import java.time.Instant;

/// What scheduling tells people.
final class Diagnostics {
  static final String NOBODY_THERE = "nobody ran it at its time";
  static final String TOO_OLD = "it was older than the window when it could be run";

  private static final String UNCHANGED = "The job stays as it was.";

  private Diagnostics() {}

  static Diagnostic noSuchJob() {
    return new Diagnostic(
        "no-such-job",
        "There is no such job.",
        "Nothing was done.",
        "See which there are: jobs list.");
  }

  static Diagnostic changedMeanwhile(int revision) {
    return new Diagnostic(
        "changed-meanwhile",
        revision == 0
            ? "There is no such job yet, so it has no revision to match."
            : "The job was changed meanwhile: its revision is " + revision + ".",
        "Your change was not saved, and nothing was lost.",
        "Read the job again, put your change into what is there now, and save with its revision.");
  }

  static Diagnostic declared(Job job) {
    return new Diagnostic(
        "declared-in-workspace",
        "Job '" + job.spec().id() + "' is declared in the workspace file.",
        UNCHANGED,
        "Change it in holdfast.yaml under 'jobs'.");
  }

  static Diagnostic neverDue(JobSpec spec, Finding flaw) {
    return new Diagnostic(
        "never-due",
        "The schedule of job '" + spec.id() + "' " + flaw.what() + ".",
        "The job was not saved: it would wait for ever.",
        "Give it a schedule that fires: jobs next shows the instants of one before it is saved.");
  }

  static Diagnostic otherName(Job job) {
    return new Diagnostic(
        "other-name",
        "The name's number belongs to job '" + job.spec().id() + "' already.",
        "The job was not saved.",
        "Choose another name.");
  }

  static Diagnostic topicTaken(String topic, String owner) {
    return new Diagnostic(
        "topic-taken",
        "Topic '" + topic + "' belongs to job '" + owner + "'.",
        "The job was not saved: two jobs on one topic would contradict each other.",
        "Choose another topic, or save with takeOver '" + owner + "' to have it handed over.");
  }

  static Diagnostic topicLost(Job job) {
    return new Diagnostic(
        "topic-lost",
        "Job '%s' does not own topic '%s' any more: it was handed over."
            .formatted(job.spec().id(), job.spec().identity().topic()),
        UNCHANGED,
        "Save it with another topic, or with takeOver and the present owner's name.");
  }

  static Diagnostic notOn(Job job, String wish) {
    return new Diagnostic(
        "not-enabled",
        "Job '" + job.spec().id() + "' is not enabled, so it cannot be " + wish + ".",
        UNCHANGED,
        "Enable it first.");
  }

  static Diagnostic pauseEnd(Instant until) {
    return new Diagnostic(
        "pause-end",
        "A pause ends in the future and within 366 days, not at " + until + ".",
        UNCHANGED,
        "Name another end, or disable the job.");
  }

  static Diagnostic stillRunning(Job job) {
    return new Diagnostic(
        "still-running",
        "The run of " + job.turn().running().nominal() + " still goes on.",
        "No run was started.",
        "Wait for it, or cancel it first.");
  }

  static Diagnostic backfillUnderWay(Job job) {
    return new Diagnostic(
        "backfill-under-way",
        "An earlier range is still being filled in, up to " + job.turn().backfill().until() + ".",
        "The new range was not accepted.",
        "Wait until it is done.");
  }

  static Diagnostic backfillRange(Job job, Instant from, Instant to) {
    return new Diagnostic(
        "backfill-range",
        "Between %s and %s lies no instant that is over (the last accounted for is %s)."
            .formatted(from, to, job.cursor().at()),
        "Nothing was run.",
        "Name a range in the past, in the order from, to.");
  }

  static Diagnostic backfillTooLong(int max) {
    return new Diagnostic(
        "backfill-too-long",
        "The range holds more than " + max + " instants.",
        "Nothing was run.",
        "Fill it in piece by piece.");
  }

  static Diagnostic staleFence(Fence fence) {
    return new Diagnostic(
        "stale-fence",
        "The preflight is not held under fence " + fence.number() + " any more.",
        "The report changed nothing.",
        "Stop: another node looks at it, or nobody asks any more.");
  }

  static Diagnostic preflight(Job job, String failures) {
    return new Diagnostic(
        "preflight-failed",
        "What job '" + job.spec().id() + "' needs is not there any more: " + failures + ".",
        "It was disabled: none of its instants is run.",
        "Mend it, then enable the job: jobs enable " + job.spec().id() + ".");
  }

  static Diagnostic failing(Job job, Diagnostic last) {
    return new Diagnostic(
        "job-failing",
        "Job '%s' keeps failing; the last time: %s".formatted(job.spec().id(), last.cause()),
        "It is out of service: no instant is run until a trial goes well.",
        "%s Runbook: %s.".formatted(last.nextAction(), runbook(job)));
  }

  static Diagnostic looping(Job job) {
    return new Diagnostic(
        "job-looping",
        "Job '%s' produced the same output %d times."
            .formatted(job.spec().id(), job.health().said().repeats()),
        "It is out of service until a trial goes well.",
        "See whether it still looks at what it should. Runbook: " + runbook(job) + ".");
  }

  static Diagnostic noisy(Job job) {
    return new Diagnostic(
        "job-noisy",
        "Job '%s' sent %d messages within an hour."
            .formatted(job.spec().id(), job.health().noise().count()),
        "It is out of service until a trial goes well.",
        "Let it deliver on change only, or less often. Runbook: " + runbook(job) + ".");
  }

  static Diagnostic hopeless(Job job, Diagnostic last) {
    return new Diagnostic(
        "job-given-up",
        "Job '%s' was tried %d times and fails for the same reason: %s"
            .formatted(job.spec().id(), job.health().trips(), last.cause()),
        "It is disabled, and not tried again by itself.",
        "Mend it, then enable it. Runbook: " + runbook(job) + ".");
  }

  static Diagnostic lastFailed(Job job, Diagnostic last) {
    return new Diagnostic(
        "job-ended-failing",
        "The last run of job '%s' failed: %s".formatted(job.spec().id(), last.cause()),
        "It has no instant left: it is over, and its work is not done.",
        "Mend it, then run it by hand: jobs run %s. Runbook: %s."
            .formatted(job.spec().id(), runbook(job)));
  }

  private static String runbook(Job job) {
    var runbook = job.spec().identity().runbook();
    return runbook.isEmpty() ? "none" : runbook;
  }
}
