package dev.holdfast.core.models;

/// A piece of what somebody asked.
public sealed interface Part {
  record Text(String text) implements Part {}

  /// @param url `https:` or `data:` with its media type and base 64
  record Image(String url) implements Part {}
}
