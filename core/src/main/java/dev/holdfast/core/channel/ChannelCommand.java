package dev.holdfast.core.channel;

import dev.holdfast.core.Command;
import dev.holdfast.core.Diagnostic;

/// The wishes to a channel.
public sealed interface ChannelCommand extends Command {
  record Disable(String channel, Diagnostic diagnostic) implements ChannelCommand {}

  record Enable(String reason) implements ChannelCommand {}
}
