package dev.holdfast.core.delegation;

import dev.holdfast.core.Finding;
import java.util.List;

/// The gate's answer about one version of an output: every part with its evidence.
public record Verdict(Outcome outcome, String outputSha256, List<Part> parts) {
  public enum Outcome {
    PASS,
    REWORK,
    ESCALATE,
    REJECT
  }

  /// One part of the gate: `scope`, `schema`, `budget`, `rollback` or a check's name; what was
  /// found, empty when it passed.
  public record Part(String name, List<Finding> findings) {
    public boolean passed() {
      return findings.isEmpty();
    }
  }

  public List<Finding> findings() {
    return parts.stream().flatMap(part -> part.findings().stream()).toList();
  }
}
