package dev.holdfast.execution.spend;

import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.ModelsPolicy;
import dev.holdfast.core.models.Part;
import dev.holdfast.core.models.Question;
import dev.holdfast.core.models.Turn;
import dev.holdfast.core.spend.Amount;
import dev.holdfast.core.spend.Estimate;

/// What a question to a model may cost at most.
public final class Estimates {
  /// Markers, roles and names around each turn.
  private static final int AROUND = 32;

  /// The most that providers count for one image, whatever its size.
  private static final int IMAGE_TOKENS = 2_000;

  private Estimates() {}

  public static Amount of(Question question, ModelId model, ModelsPolicy policy) {
    long answer = answer(question, policy.abilities(model).answerMax());
    return Estimate.of(tokens(question), answer, model.text(), policy.prices());
  }

  private static long answer(Question question, long most) {
    long wanted = question.options().maxTokens();
    long usual = most == 0 ? Estimate.ANSWER : Math.min(Estimate.ANSWER, most);
    return wanted == 0 ? usual : wanted;
  }

  private static long tokens(Question question) {
    long characters = question.options().sampling().text().length();
    long images = 0;
    for (var turn : question.turns()) {
      characters += AROUND + characters(turn);
      images += turn instanceof Turn.Asked(var parts) ? images(parts) : 0;
    }
    for (var tool : question.tools()) {
      characters +=
          AROUND
              + tool.name().length()
              + tool.purpose().length()
              + tool.parameters().text().length();
    }
    return Estimate.tokens(characters) + images * IMAGE_TOKENS;
  }

  private static long characters(Turn turn) {
    return switch (turn) {
      case Turn.Instructed(var text) -> text.length();
      case Turn.Asked(var parts) -> parts.stream().mapToLong(Estimates::characters).sum();
      case Turn.Said(var text, var wishes) ->
          text.length()
              + wishes.stream()
                  .mapToLong(wish -> AROUND + wish.tool().length() + wish.arguments().length())
                  .sum();
      case Turn.Given(_, var tool, var text) -> tool.length() + text.length();
    };
  }

  private static long characters(Part part) {
    return switch (part) {
      case Part.Text(var text) -> text.length();
      case Part.Image _ -> 0;
    };
  }

  private static long images(java.util.List<Part> parts) {
    return parts.stream().filter(Part.Image.class::isInstance).count();
  }
}
