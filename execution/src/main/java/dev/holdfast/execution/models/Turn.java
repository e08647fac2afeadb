package dev.holdfast.execution.models;

import java.util.List;

/// One message of a conversation with a model.
public sealed interface Turn {
  record Instructed(String text) implements Turn {}

  record Asked(String text) implements Turn {}

  record Said(String text, List<ToolWish> wishes) implements Turn {}

  /// What a tool gave, for the wish with this id.
  record Given(String wish, String text) implements Turn {}

  /// A tool that the model wants to use; `arguments` is JSON as it wrote it.
  record ToolWish(String id, String tool, String arguments) {}
}
