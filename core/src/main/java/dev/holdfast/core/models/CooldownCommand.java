package dev.holdfast.core.models;

import dev.holdfast.core.Command;
import java.time.Duration;

/// The wishes to a scope that may be left alone.
public sealed interface CooldownCommand extends Command {
  /// It failed.
  ///
  /// @param holder whose trial it was, empty for none
  record Trip(String scope, Cause cause, String holder) implements CooldownCommand {}

  /// One wants to be the one who asks.
  ///
  /// @param within how long it may take
  record Try(String scope, String holder, Duration within) implements CooldownCommand {}

  /// The trial was answered.
  record Recover(String scope, String holder) implements CooldownCommand {}

  /// A person says that it is well again.
  record Release(String scope, String reason) implements CooldownCommand {}

  /// The provider's key is another one than before.
  record Rekey(String scope, String credential) implements CooldownCommand {}
}
