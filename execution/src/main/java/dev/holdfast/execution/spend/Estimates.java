package dev.holdfast.execution.spend;

import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.ModelsPolicy;
import dev.holdfast.core.models.Options.Form;
import dev.holdfast.core.models.Part;
import dev.holdfast.core.models.Question;
import dev.holdfast.core.models.Turn;
import dev.holdfast.core.spend.Amount;
import dev.holdfast.core.spend.Estimate;
import java.util.stream.Stream;

/// What a question to a model may cost at most.
public final class Estimates {
  /// Markers, roles and names around each turn, tool and wish.
  private static final int AROUND = 10;

  /// The most that providers count for one image, whatever its size.
  private static final int IMAGE_TOKENS = 2_000;

  private Estimates() {}

  public static Amount of(Question question, ModelId model, ModelsPolicy policy) {
    long answer = answer(question, policy.abilities(model).answerMax());
    return Estimate.of(tokens(question, model), answer, model.text(), policy.prices());
  }

  private static long answer(Question question, long most) {
    long wanted = question.options().maxTokens();
    long usual = most == 0 ? Estimate.ANSWER : Math.min(Estimate.ANSWER, most);
    return wanted == 0 ? usual : wanted;
  }

  private static long tokens(Question question, ModelId model) {
    long tokens = 0;
    for (var turn : question.turns()) {
      tokens += AROUND * things(turn) + IMAGE_TOKENS * images(turn);
    }
    tokens += (long) AROUND * question.tools().size();
    return tokens + texts(question).mapToLong(text -> Tokenizers.count(model, text)).sum();
  }

  private static long things(Turn turn) {
    return turn instanceof Turn.Said(_, var wishes) ? 1 + wishes.size() : 1;
  }

  private static long images(Turn turn) {
    return turn instanceof Turn.Asked(var parts)
        ? parts.stream().filter(Part.Image.class::isInstance).count()
        : 0;
  }

  private static Stream<String> texts(Question question) {
    var tools =
        question.tools().stream()
            .flatMap(tool -> Stream.of(tool.name(), tool.purpose(), tool.parameters().text()));
    var options = question.options();
    return Stream.of(
            question.turns().stream().flatMap(Estimates::texts),
            tools,
            Stream.of(options.sampling().text()),
            texts(options.form()))
        .flatMap(texts -> texts);
  }

  private static Stream<String> texts(Turn turn) {
    return switch (turn) {
      case Turn.Instructed(var text) -> Stream.of(text);
      case Turn.Asked(var parts) -> parts.stream().flatMap(Estimates::texts);
      case Turn.Said(var text, var wishes) ->
          Stream.concat(
              Stream.of(text),
              wishes.stream().flatMap(wish -> Stream.of(wish.tool(), wish.arguments())));
      case Turn.Given(_, var tool, var text) -> Stream.of(tool, text);
    };
  }

  private static Stream<String> texts(Part part) {
    return switch (part) {
      case Part.Text(var text) -> Stream.of(text);
      case Part.Image _ -> Stream.empty();
    };
  }

  private static Stream<String> texts(Form form) {
    return switch (form) {
      case Form.Free(), Form.AnyJson() -> Stream.empty();
      case Form.Schema(var name, var schema) -> Stream.of(name, schema.text());
      case Form.Told(var name, var schema) -> Stream.of(name, schema.text());
    };
  }
}
