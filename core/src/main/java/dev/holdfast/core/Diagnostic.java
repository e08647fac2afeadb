package dev.holdfast.core;

/// Whatever a person reads about a refusal, a failure or a give-up: a stable code, what happened,
/// what it means, what to do next.
public record Diagnostic(String code, String cause, String impact, String nextAction) {
  public Diagnostic {
    if (code.isBlank() || cause.isBlank() || impact.isBlank() || nextAction.isBlank()) {
      throw new IllegalArgumentException("a diagnostic says code, cause, impact and next action");
    }
  }
}
