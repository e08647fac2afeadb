package dev.holdfast.execution.models;

/// What a question is put on record with, so that a later attempt at the same task knows it.
///
/// @param because why this one is asked and not the one who would be asked otherwise, empty for no
///   reason
/// @param stale how many rounds of tool use have brought nothing new by now
public record Grounds(String because, int stale) {
  static final Grounds NONE = new Grounds("", 0);
}
