package dev.holdfast.core.scheduling;

import java.util.Map;

/// What scheduling is told by the workspace.
///
/// @param jobs the jobs that the workspace itself declares, by id
public record SchedulingPolicy(Map<String, JobSpec> jobs) {}
