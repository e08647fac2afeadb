package dev.holdfast.core.channel;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Event;

/// The facts about a channel.
public sealed interface ChannelEvent extends Event {
  record Disabled(String channel, Diagnostic diagnostic) implements ChannelEvent {}

  record Enabled(String reason) implements ChannelEvent {}
}
