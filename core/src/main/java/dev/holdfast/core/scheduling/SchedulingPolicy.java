package dev.holdfast.core.scheduling;

import java.util.Map;

/// What scheduling is told by the workspace.
///
/// @param jobs the jobs that the workspace itself declares, by id
/// @param runbooks their texts, by name
/// @param idle when a job that asks models has nobody who listens
public record SchedulingPolicy(
    Map<String, Declared> jobs, Map<String, String> runbooks, Idle idle) {
  public static final SchedulingPolicy NONE = new SchedulingPolicy(Map.of(), Map.of(), Idle.NEVER);

  /// @param enabled whether it is to be enabled without being asked for
  public record Declared(JobSpec spec, boolean enabled) {}
}
