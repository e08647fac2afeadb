package dev.holdfast.core.channel;

import dev.holdfast.core.Decision;
import dev.holdfast.core.Rules;
import dev.holdfast.core.Standing;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import java.time.Instant;

/// Disables and enables a channel.
public final class ChannelRules
    implements Rules<ChannelState, ChannelCommand, ChannelEvent, ChannelPolicy> {

  @Override
  public ChannelState initial() {
    return new ChannelState.Open();
  }

  @Override
  public Decision<ChannelEvent> decide(
      StreamId id,
      ChannelState state,
      ChannelCommand command,
      Versions<ChannelPolicy> policy,
      Instant now) {
    return switch (command) {
      case ChannelCommand.Disable(var channel, var diagnostic) ->
          state instanceof ChannelState.Open
              ? Decision.accept(new ChannelEvent.Disabled(channel, diagnostic))
              : Decision.nothing();
      case ChannelCommand.Enable(var reason) ->
          state instanceof ChannelState.Disabled
              ? Decision.accept(new ChannelEvent.Enabled(reason))
              : Decision.nothing();
    };
  }

  @Override
  public ChannelState evolve(ChannelState state, ChannelEvent event) {
    return switch (event) {
      case ChannelEvent.Disabled(var channel, var diagnostic) ->
          new ChannelState.Disabled(channel, diagnostic);
      case ChannelEvent.Enabled _ -> new ChannelState.Open();
    };
  }

  @Override
  public Standing standing(StreamId id, ChannelState state) {
    return switch (state) {
      case ChannelState.Open() -> Standing.of("open");
      case ChannelState.Disabled _ -> Standing.of("disabled");
    };
  }
}
