package dev.holdfast.core.models;

import dev.holdfast.core.State;
import java.time.Instant;

/// The situations of a scope: a model, a provider's key, or a provider. There is one stream per
/// scope, so there is one trial at a time.
public sealed interface CooldownState extends State {
  record New() implements CooldownState {}

  /// Asked like any other.
  record Clear(String scope) implements CooldownState {}

  /// Not asked before `until`, and then by one only.
  ///
  /// @param since when it was first left alone, of all the rounds
  /// @param round how often it was left alone in a row
  record Cooling(String scope, Cause cause, Instant since, Instant until, int round)
      implements CooldownState {}

  /// One asks; all others wait for what comes of it, or for `until`.
  record Trial(Cooling cooling, String holder, Instant until) implements CooldownState {}
}
