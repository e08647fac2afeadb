package dev.holdfast.execution.providers;

/// What a provider's list of models says of one.
public sealed interface Listed {
  /// @param digest of what is loaded, empty where the list does not say
  record Shown(String digest) implements Listed {}

  /// The list could be read, and it is not there. Some lists are not complete.
  record Absent() implements Listed {}

  record Untold(String why) implements Listed {}
}
