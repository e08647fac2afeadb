package dev.holdfast.gateway.jobs;

import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.scheduling.Health;
import dev.holdfast.core.scheduling.Job;
import dev.holdfast.core.scheduling.Phase;
import dev.holdfast.core.scheduling.Preflight;
import dev.holdfast.gateway.http.Doc;
import java.time.InstantSource;

/// Whether a job can run and does: its preflight and its breaker.
record Standing(Versions<Policy> policy, InstantSource clock) {

  Doc preflight(Job job) {
    return switch (job.preflight()) {
      case Preflight.None() -> new Doc().text("status", "none");
      case Preflight.Wanted(var tries, _) ->
          new Doc().text("status", "wanted").number("tries", tries);
      case Preflight.Checking(var lease, var tries, _, _) ->
          new Doc()
              .text("status", "checking")
              .number("tries", tries)
              .text("holder", lease.holder())
              .time("until", lease.expiresAt());
      case Preflight.Done(var report, _) -> report(job, report);
    };
  }

  private Doc report(Job job, Preflight.Report report) {
    return new Doc()
        .text("status", report.passed() ? "passed" : "failed")
        .flag("holds", holds(job, report))
        .time("at", report.at())
        .time("expiresAt", report.expiresAt())
        .number("revision", report.revision())
        .number("policyVersion", report.policyVersion())
        .docs("parts", report.parts().stream().map(Standing::part).toList());
  }

  /// Whether it still speaks for the job as it is.
  private boolean holds(Job job, Preflight.Report report) {
    return report.revision() == job.version().revision()
        && report.policyVersion() == policy.current()
        && clock.instant().isBefore(report.expiresAt());
  }

  private static Doc part(Preflight.Part part) {
    return new Doc()
        .text("name", part.name())
        .flag("passed", part.passed())
        .text("evidence", part.evidence())
        .text("nextAction", part.nextAction());
  }

  Doc breaker(Job job) {
    var health = job.health();
    var doc =
        new Doc()
            .text("status", job.phase() instanceof Phase.Tripped ? "open" : "closed")
            .number("failures", health.failures())
            .number("recentFailures", health.recent().stream().filter(failed -> failed).count())
            .number("recent", health.recent().size())
            .number("repeats", health.said().repeats())
            .number("messages", messages(health))
            .number("trips", health.trips())
            .text("signature", health.signature());
    return job.phase() instanceof Phase.Tripped(_, var trialAt, var pause)
        ? doc.time("trialAt", trialAt).text("pause", pause.toString())
        : doc;
  }

  /// Within the hour that goes on.
  private long messages(Health health) {
    var noise = health.noise();
    return clock.instant().isBefore(noise.since().plusSeconds(3_600)) ? noise.count() : 0;
  }
}
