package dev.holdfast.core.models;

/// A piece of an answer as it comes. Each is content: what only shows that the line is alive (a
/// comment, a role, an empty delta) is none of these, and no progress.
public sealed interface Delta {
  record Text(String text) implements Delta {}

  /// A thought that is not part of the answer. The model is at work, so it is progress.
  record Thought(String text) implements Delta {}

  /// The beginning of a wish; `index` counts the wishes of this answer from zero.
  record Wish(int index, String id, String tool) implements Delta {}

  /// More of a wish's arguments.
  record Arguments(int index, String text) implements Delta {}
}
