package dev.holdfast.core.effect;

import dev.holdfast.core.Json;

/// How an effect ended.
public sealed interface Settlement {
  /// @param proof what came back, shortened: status, hash, size
  /// @param usage tokens as the provider counted them, JSON null where there are none
  record Receipt(Json proof, Json usage) implements Settlement {}

  record Failure(String fault, String message) implements Settlement {}

  record Doubt(String message) implements Settlement {}
}
