package dev.holdfast.core.config;

/// A reference to a secret. The value itself is read at the last door, by the broker that needs it,
/// and is never kept or written.
public sealed interface Secret {
  /// `${env:NAME}`
  record Env(String name) implements Secret {}

  /// `${file:path}`, the path as written.
  record File(String path) implements Secret {}

  record None() implements Secret {}
}
