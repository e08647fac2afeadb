package dev.holdfast.core.scheduling;

import dev.holdfast.core.State;

/// The situations of a job. What it does at the moment is its [Phase].
public sealed interface JobState extends State {
  record New() implements JobState {}

  record Kept(Job job) implements JobState {}
}
