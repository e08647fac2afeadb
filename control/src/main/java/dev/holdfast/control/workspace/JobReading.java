package dev.holdfast.control.workspace;

import dev.holdfast.control.expressions.CelExpressions;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Json;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.schedule.Reading;
import dev.holdfast.core.schedule.Schedule;
import dev.holdfast.core.schedule.Schedules;
import dev.holdfast.core.scheduling.JobSpec;
import java.util.List;

/// Reads the body of `PUT /v1/jobs/{id}`: a job, with the keys that it has in the file. Strict like
/// the file, with all findings at once; a finding's `where` is the path of keys.
public final class JobReading {
  private final CelExpressions expressions;

  public JobReading(CelExpressions expressions) {
    this.expressions = expressions;
  }

  /// Whether a job can be called so, in the file as over the API.
  public static boolean isName(String text) {
    return Names.isName(text);
  }

  public sealed interface Outcome {
    record Read(JobSpec spec) implements Outcome {}

    record Refused(List<Finding> findings) implements Outcome {}
  }

  /// Reads a JSON text against the current policy.
  public Outcome read(String id, String body, Policy policy) {
    var findings = new Findings("");
    try {
      var section = Section.open(JsonTree.read(body), "", Shape.JOB, findings);
      var surrounding =
          new JobFields.Surrounding(
              policy.delegation().contracts().keySet(),
              policy.delivery().channels(),
              policy.scheduling().runbooks().keySet());
      var spec = new JobFields(surrounding, expressions).read(id, section);
      return findings.hasErrors() ? new Outcome.Refused(findings.errors()) : new Outcome.Read(spec);
    } catch (Unreadable unreadable) {
      return new Outcome.Refused(List.of(new Finding("", unreadable.what())));
    }
  }

  /// Reads a schedule by itself: the value of a job's `schedule`.
  public static Reading<Schedule> schedule(String body) {
    var findings = new Findings("");
    try {
      var section = Section.open(JsonTree.read(body), "schedule", Shape.SCHEDULE, findings);
      var line = JobFields.line(section);
      return findings.hasErrors() ? new Reading.Refused<>(findings.errors()) : Schedules.line(line);
    } catch (Unreadable unreadable) {
      return Reading.refused("schedule", unreadable.what());
    }
  }

  /// A job that stands in a YAML file of its own, as the JSON text that [#read] takes.
  ///
  /// @param name what the file is called, for the findings
  public static Reading<Json> yaml(String name, String text) {
    var findings = new Findings(name);
    try {
      var tree = YamlTree.read(text, findings);
      return findings.hasErrors()
          ? new Reading.Refused<>(findings.errors())
          : new Reading.Understood<>(JsonTree.json(tree));
    } catch (Unreadable unreadable) {
      var mark = unreadable.mark().line() == 0 ? new Node.Mark(1, 1) : unreadable.mark();
      findings.error(mark, "", unreadable.what());
      return new Reading.Refused<>(findings.errors());
    }
  }
}
