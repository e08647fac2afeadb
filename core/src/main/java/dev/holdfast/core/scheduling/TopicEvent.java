package dev.holdfast.core.scheduling;

import dev.holdfast.core.Event;

/// The facts about a topic.
public sealed interface TopicEvent extends Event {
  /// @param before the job that owned it until now, empty for none
  record Taken(String topic, String job, String before, long fence) implements TopicEvent {}

  record Dropped(String job) implements TopicEvent {}

  /// A message of a former owner was stopped at the door.
  record Denied(long delivery, String reason) implements TopicEvent {}
}
