package dev.holdfast.core.models;

import java.time.Duration;

/// When models are examined, and how far.
///
/// @param valid how long what was found counts
/// @param window tokens of the longest question that is asked for it, at most
public record CheckTerms(Begins begins, Duration valid, int window) {
  public static final CheckTerms USUAL =
      new CheckTerms(Begins.WHEN_ASKED, Duration.ofHours(24), 8_000);

  public enum Begins {
    /// Only when somebody asks for it, since it costs what its questions cost.
    WHEN_ASKED,
    /// Also by itself, for each model of a tier of which nothing is known that counts.
    BY_ITSELF
  }
}
