package dev.holdfast.core.scheduling;

import dev.holdfast.core.State;

/// The situations of a topic. There is one stream per topic, so there is one owner.
public sealed interface TopicState extends State {
  record New() implements TopicState {}

  record Owned(String topic, String job, long fence) implements TopicState {}

  record Free(String topic, long fence) implements TopicState {}
}
