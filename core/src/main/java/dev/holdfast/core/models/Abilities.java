package dev.holdfast.core.models;

/// What a model can do, as the workspace declares it or a probe has found.
///
/// @param window the most tokens of question and answer together, zero for not known
/// @param answerMax the most tokens of one answer, zero for not known
/// @param prefill whether it goes on from an answer that has been begun
public record Abilities(
    long window, long answerMax, boolean tools, boolean schema, boolean images, boolean prefill) {
  /// What is assumed of a model that nobody has said anything of.
  public static final Abilities ASSUMED = new Abilities(0, 0, true, true, true, true);
}
