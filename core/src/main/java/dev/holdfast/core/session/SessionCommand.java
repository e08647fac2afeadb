package dev.holdfast.core.session;

import dev.holdfast.core.Command;

/// The wishes to a session. Runs and deliveries are named by their keys.
public sealed interface SessionCommand extends Command {
  record Arrive(String identity, String channel, long run) implements SessionCommand {}

  /// Ends the turn of a run; `delivery` is the key of what it says, zero if it says nothing.
  record Finish(long run, long delivery) implements SessionCommand {}

  record Withdraw(long run) implements SessionCommand {}
}
