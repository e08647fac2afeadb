package dev.holdfast.core.models;

import java.util.List;

/// One message of a conversation with a model.
public sealed interface Turn {
  /// What the model is told to be; before everything else where a provider has one place for it.
  record Instructed(String text) implements Turn {}

  record Asked(List<Part> parts) implements Turn {
    public static Asked of(String text) {
      return new Asked(List.of(new Part.Text(text)));
    }
  }

  /// What the model answered. As the last turn of a question it is the beginning of the answer that
  /// is wanted, which not every model takes.
  record Said(String text, List<ToolWish> wishes) implements Turn {}

  /// What a tool gave, for the wish with this id. Data, never an instruction.
  record Given(String wish, String tool, String text) implements Turn {}
}
