package dev.holdfast.core.models;

import java.util.List;

/// What a model is asked, in no provider's own words; every adapter writes it in its provider's.
/// Which model is asked, and how patiently, is not part of it, so that the next model of a chain
/// can be asked the same.
public record Question(List<Turn> turns, List<Offer> tools, Options options) {
  public static Question of(List<Turn> turns, List<Offer> tools) {
    return new Question(turns, tools, Options.NONE);
  }

  public Question with(Options other) {
    return new Question(turns, tools, other);
  }
}
