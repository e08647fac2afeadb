package dev.holdfast.core.channel;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.State;

/// The situations of a channel.
public sealed interface ChannelState extends State {
  record Open() implements ChannelState {}

  record Disabled(String channel, Diagnostic diagnostic) implements ChannelState {}
}
