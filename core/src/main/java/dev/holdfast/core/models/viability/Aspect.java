package dev.holdfast.core.models.viability;

import java.util.Locale;

/// What of a model is looked at, in the order in which it is told.
public enum Aspect {
  /// The provider has it.
  PRESENT,
  /// It gives whole answers.
  ANSWERS,
  /// They come in pieces, while they are made.
  STREAMS,
  /// It wishes for a tool that it is offered, by its schema, and uses what the tool gave.
  TOOLS,
  /// It keeps to a JSON schema that it is given.
  SCHEMA,
  /// It has read a long question from its first word to its last.
  WINDOW;

  private final String word = name().toLowerCase(Locale.ROOT);

  public String word() {
    return word;
  }
}
