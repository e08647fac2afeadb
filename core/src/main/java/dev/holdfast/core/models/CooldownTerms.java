package dev.holdfast.core.models;

import java.time.Duration;

/// How long what fails is left alone: `first`, doubled with every round, at most `cap`.
public record CooldownTerms(Duration first, Duration cap) {
  public static final CooldownTerms USUAL =
      new CooldownTerms(Duration.ofSeconds(30), Duration.ofMinutes(15));

  /// The most that a provider can ask for (`Retry-After`).
  public static final Duration ASKED_MAX = Duration.ofHours(1);

  /// How long the given round lasts.
  ///
  /// @param round from one
  /// @param asked what the provider asked for; it counts where it is longer
  public Duration length(int round, Duration asked) {
    var own = first;
    for (int doubled = 1; doubled < round && own.compareTo(cap) < 0; doubled++) {
      own = own.multipliedBy(2);
    }
    return longer(shorter(own, cap), shorter(asked, ASKED_MAX));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
