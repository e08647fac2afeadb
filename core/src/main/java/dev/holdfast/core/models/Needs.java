package dev.holdfast.core.models;

import java.util.Optional;

/// What a question needs of the model that answers it.
///
/// @param tokens of the question, estimated, and of its answer where it says how long it may be
public record Needs(boolean tools, boolean schema, boolean images, boolean prefill, long tokens) {
  public static final Needs NONE = new Needs(false, false, false, false, 0);

  private static final int CHARACTERS_OF_A_TOKEN = 4;

  public static Needs of(Question question) {
    var turns = question.turns();
    return new Needs(
        !question.tools().isEmpty(),
        question.options().form() instanceof Options.Form.Schema,
        turns.stream().anyMatch(Needs::hasImage),
        !turns.isEmpty() && turns.getLast() instanceof Turn.Said,
        tokens(question));
  }

  /// Roughly: providers differ, and only a question that is far too large is not put.
  public static long tokens(Question question) {
    long characters = 0;
    for (var turn : question.turns()) {
      characters +=
          switch (turn) {
            case Turn.Instructed(var text) -> text.length();
            case Turn.Asked(var parts) -> parts.stream().mapToLong(Needs::characters).sum();
            case Turn.Said(var text, var wishes) ->
                text.length() + wishes.stream().mapToLong(wish -> wish.arguments().length()).sum();
            case Turn.Given(_, _, var text) -> text.length();
          };
    }
    for (var tool : question.tools()) {
      characters += tool.purpose().length() + tool.parameters().text().length();
    }
    return characters / CHARACTERS_OF_A_TOKEN;
  }

  private static long characters(Part part) {
    return switch (part) {
      case Part.Text(var text) -> text.length();
      case Part.Image _ -> 0;
    };
  }

  private static boolean hasImage(Turn turn) {
    return turn instanceof Turn.Asked(var parts)
        && parts.stream().anyMatch(Part.Image.class::isInstance);
  }

  /// What the model cannot do of this, if there is anything.
  public Optional<String> lack(Abilities abilities) {
    if (tools && !abilities.tools()) {
      return Optional.of("uses no tools");
    }
    if (schema && !abilities.schema()) {
      return Optional.of("keeps to no schema");
    }
    if (images && !abilities.images()) {
      return Optional.of("sees no images");
    }
    if (prefill && !abilities.prefill()) {
      return Optional.of("does not go on from a begun answer");
    }
    return abilities.window() > 0 && tokens > abilities.window()
        ? Optional.of(
            "has a window of %d tokens for about %d".formatted(abilities.window(), tokens))
        : Optional.empty();
  }
}
