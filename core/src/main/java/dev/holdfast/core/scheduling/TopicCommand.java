package dev.holdfast.core.scheduling;

import dev.holdfast.core.Command;

/// The wishes to a topic.
public sealed interface TopicCommand extends Command {
  /// @param from the owner that gives it up, empty for none
  record Take(String topic, String job, String from) implements TopicCommand {}

  record Drop(String job) implements TopicCommand {}

  /// A message under this fence is about to be sent.
  ///
  /// @param delivery its key
  record Confirm(String job, long fence, long delivery) implements TopicCommand {}
}
