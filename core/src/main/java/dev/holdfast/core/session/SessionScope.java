package dev.holdfast.core.session;

/// Who shares a session on a channel.
public enum SessionScope {
  PER_ACTOR,
  PER_THREAD,
  PER_CHANNEL;

  private static final char SEPARATOR = '\u001f';

  /// Whether a session of this identity is of the channel.
  public static boolean isOf(String identity, String channel) {
    return identity.startsWith(channel + SEPARATOR);
  }

  /// The identity of the session that these belong to; empty when the scope needs a thread and
  /// there is none.
  public String identity(String channel, String actor, String thread) {
    return switch (this) {
      case PER_ACTOR -> channel + SEPARATOR + "actor" + SEPARATOR + actor;
      case PER_THREAD ->
          thread.isEmpty() ? "" : channel + SEPARATOR + "thread" + SEPARATOR + thread;
      case PER_CHANNEL -> channel + SEPARATOR + "channel";
    };
  }
}
