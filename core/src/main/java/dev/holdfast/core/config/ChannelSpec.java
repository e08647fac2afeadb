package dev.holdfast.core.config;

import java.time.Duration;

/// How messages leave by a channel. What may leave, and how often it is tried, is the delivery
/// policy's.
public sealed interface ChannelSpec {
  /// The longest wait for the receiver's answer.
  Duration timeout();

  /// Standard Webhooks; the secret signs what goes out and what comes in.
  record Webhook(String url, Secret secret, Duration timeout) implements ChannelSpec {}

  record Email(Smtp smtp, String from, String to, Duration timeout) implements ChannelSpec {}

  /// JSON lines, appended and synced. The path is resolved in the workspace's data folder.
  record File(String path, Duration timeout) implements ChannelSpec {}

  /// The server's standard output.
  record Console(Duration timeout) implements ChannelSpec {}

  record Smtp(String host, int port, Transport transport, String username, Secret password) {}

  enum Transport {
    PLAIN,
    STARTTLS,
    TLS
  }
}
