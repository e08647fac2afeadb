package dev.holdfast.core.models;

import dev.holdfast.core.Json;

/// How the answer is to be.
///
/// @param maxTokens the most tokens of the answer, zero for the model's own limit
/// @param sampling a JSON object with any of `temperature`, `top_p`, `seed`, `stop`,
///   `presence_penalty`, `frequency_penalty`, `reasoning_effort`, `user`, `parallel_tool_calls`, as
///   OpenAI's chat completions name them; an adapter whose provider has no such thing leaves it out
public record Options(long maxTokens, Form form, ToolChoice choice, Json sampling) {
  public static final Options NONE =
      new Options(0, new Form.Free(), new ToolChoice.Auto(), new Json("{}"));

  public Options with(Form other) {
    return new Options(maxTokens, other, choice, sampling);
  }

  public Options with(ToolChoice other) {
    return new Options(maxTokens, form, other, sampling);
  }

  /// The shape of the answer's text.
  public sealed interface Form {
    record Free() implements Form {}

    record AnyJson() implements Form {}

    /// The provider has to hold the model to it; who cannot is not asked.
    record Schema(String name, Json schema) implements Form {}

    /// The question's own words ask for it, and whoever asks looks at the answer. Who can be held
    /// to it is, as long as it may use no tool; everybody else goes by the words.
    record Told(String name, Json schema) implements Form {}
  }

  /// Whether a tool is to be used.
  public sealed interface ToolChoice {
    record Auto() implements ToolChoice {}

    record Never() implements ToolChoice {}

    record Required() implements ToolChoice {}

    record Named(String tool) implements ToolChoice {}
  }
}
