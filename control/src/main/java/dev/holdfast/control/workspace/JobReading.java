package dev.holdfast.control.workspace;

import dev.holdfast.control.expressions.CelExpressions;
import dev.holdfast.core.Finding;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.scheduling.JobSpec;
import java.util.List;

/// Reads the body of `PUT /v1/jobs/{id}`: a job, with the keys that it has in the file. Strict like
/// the file, with all findings at once; a finding's `where` is the path of keys.
public final class JobReading {
  private final CelExpressions expressions;

  public JobReading(CelExpressions expressions) {
    this.expressions = expressions;
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
}
