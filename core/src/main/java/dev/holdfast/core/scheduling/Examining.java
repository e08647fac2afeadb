package dev.holdfast.core.scheduling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What follows from a preflight.
final class Examining {
  private Examining() {}

  /// Whether a report still speaks for the job as it is. One under a newer policy does: while a
  /// workspace is rolled out, a node that has the old one would ask again and again.
  static boolean holds(Job job, JobRules.Clock clock) {
    return job.preflight() instanceof Preflight.Done(var report, _)
        && report.revision() == job.version().revision()
        && report.policyVersion() >= clock.policyVersion()
        && clock.now().isBefore(report.expiresAt());
  }

  static boolean passed(Job job) {
    return job.preflight() instanceof Preflight.Done(var report, _) && report.passed();
  }

  static boolean isUnderWay(Job job) {
    return job.preflight() instanceof Preflight.Wanted
        || job.preflight() instanceof Preflight.Checking;
  }

  static List<JobEvent> done(Job job, Preflight.Report report, Instant now) {
    var events = new ArrayList<JobEvent>();
    events.add(new JobEvent.PreflightDone(report));
    if (report.revision() != job.version().revision()) {
      // The job was saved while it was looked at.
      events.add(new JobEvent.PreflightAsked(0));
      return events;
    }
    switch (job.phase()) {
      case Phase.Enabling _ when report.passed() -> events.add(new JobEvent.Enabled(now));
      case Phase.Enabling _ ->
          events.add(new JobEvent.Disabled("the preflight failed: " + failures(report)));
      case Phase.On() when !report.passed() ->
          events.add(new JobEvent.GivenUp(Diagnostics.preflight(job, failures(report)), now));
      case Phase.On _,
          Phase.Off _,
          Phase.Paused _,
          Phase.Tripped _,
          Phase.Over _,
          Phase.Removed _ -> {}
    }
    return events;
  }

  private static String failures(Preflight.Report report) {
    return report.parts().stream()
        .filter(part -> !part.passed())
        .map(part -> part.name() + " (" + part.evidence() + ")")
        .collect(Collectors.joining(", "));
  }

  /// A check whose node never reported.
  static List<JobEvent> lost(Job job, int tries, Instant now, int policyVersion) {
    if (tries < Preflight.TRIES_MAX) {
      return List.of(new JobEvent.PreflightAsked(tries));
    }
    var part =
        new Preflight.Part(
            "preflight",
            false,
            "begun " + tries + " times and never reported",
            "Look whether the nodes run, then ask for the preflight again.");
    var report = new Preflight.Report(job.version().revision(), policyVersion, now, List.of(part));
    return done(job, report, now);
  }
}
