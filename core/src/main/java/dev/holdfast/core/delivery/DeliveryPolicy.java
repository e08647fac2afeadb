package dev.holdfast.core.delivery;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/// What deliveries are told by the workspace, per channel.
public record DeliveryPolicy(Map<String, ChannelTerms> channels) {
  private static final Duration AGE_OF_UNKNOWN = Duration.ofHours(1);

  /// The longest that a message to this channel may wait for its receipt.
  public Duration age(String channel) {
    var terms = channels.get(channel);
    return terms == null ? AGE_OF_UNKNOWN : terms.age();
  }

  /// @param attempts the most sends of one message
  /// @param age the longest that a message may wait for its receipt
  /// @param base the first back-off's upper bound; doubles up to `cap`
  public record ChannelTerms(
      Set<MessageKind> accepts,
      Doubt unknown,
      int attempts,
      Duration age,
      Duration base,
      Duration cap) {}

  /// What becomes of a send that may or may not have happened.
  public enum Doubt {
    HOLD,
    RETRY
  }
}
