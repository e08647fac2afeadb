package dev.holdfast.core.delivery;

import java.time.Instant;

/// Where a message's content comes from.
public sealed interface Provenance {
  /// An agent's output; it can only be delivered with the passing verdict of exactly this version.
  record Gated(long task, String outputSha256) implements Provenance {}

  /// A job's output: gated like any other, and sent only while the job owns its topic.
  record Scheduled(long task, String outputSha256, Origin origin) implements Provenance {}

  /// @param nominal the moment that the output is for
  /// @param fence the topic's, when the message was written
  record Origin(String job, Instant nominal, String topic, long fence) {}

  /// Holdfast itself: a diagnostic.
  record Diagnosed() implements Provenance {}

  /// A person or program that sent a message of its own.
  record Sent() implements Provenance {}
}
