package dev.holdfast.execution.courier;

import dev.holdfast.execution.channels.Sender;
import java.time.Duration;

/// One channel, as its courier serves it.
///
/// @param timeout the longest that one attempt may take
/// @param atOnce how many deliveries are under way at most
public record Beat(String channel, Sender sender, Duration timeout, int atOnce) {
  private static final int SINGLE_AT_ONCE = 8;
  private static final int BULK_AT_ONCE = 512;

  /// What an attempt may take beside the sending: the desk's commits, on a bad day.
  private static final Duration MARGIN = Duration.ofSeconds(20);

  /// With the usual number at once for this kind of sender.
  public static Beat of(String channel, Sender sender, Duration timeout) {
    return switch (sender) {
      case Sender.Single single -> new Beat(channel, single, timeout, SINGLE_AT_ONCE);
      case Sender.Bulk bulk -> new Beat(channel, bulk, timeout, BULK_AT_ONCE);
    };
  }

  Duration lease() {
    return timeout.plus(MARGIN);
  }
}
