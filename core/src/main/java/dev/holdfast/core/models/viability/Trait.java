package dev.holdfast.core.models.viability;

import java.util.Locale;

/// What was found of one aspect.
///
/// @param seen in words, with what a person does about it where it failed
/// @param untold why the newest look could not tell, where the rest is of one before; else empty
public record Trait(Aspect aspect, Result result, String seen, String untold) {
  /// Of the newest look.
  public Trait(Aspect aspect, Result result, String seen) {
    this(aspect, result, seen, "");
  }

  /// As it was found before a look that could not tell.
  Trait keptOver(Trait look) {
    return new Trait(aspect, result, seen, look.seen);
  }

  public enum Result {
    PASSED,
    /// It was asked and cannot.
    FAILED,
    /// It could not be asked, or not to the end, which says nothing about it.
    UNTRIED;

    private final String word = name().toLowerCase(Locale.ROOT);

    public String word() {
      return word;
    }
  }
}
