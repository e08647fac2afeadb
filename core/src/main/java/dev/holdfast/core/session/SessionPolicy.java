package dev.holdfast.core.session;

import java.util.Map;

/// What sessions are told by the workspace, per channel.
public record SessionPolicy(Map<String, Manner> channels) {
  /// How a channel's sessions are told apart and treat arrivals; `waiting` is the most that may
  /// queue behind a turn.
  public record Manner(SessionScope scope, Arrival arrival, int waiting) {}
}
