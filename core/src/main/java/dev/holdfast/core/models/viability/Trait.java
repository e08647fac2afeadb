package dev.holdfast.core.models.viability;

import java.util.Locale;

/// What was found of one aspect.
///
/// @param seen in words, with what a person does about it where it failed
public record Trait(Aspect aspect, Result result, String seen) {

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
