package dev.holdfast.core.routing;

import dev.holdfast.core.Diagnostic;

/// How the work that a request caused has ended, as far as the request is concerned.
public sealed interface Settlement {
  record Reply() implements Settlement {}

  record Silence(String reason) implements Settlement {}

  record Failure(Diagnostic diagnostic) implements Settlement {}

  record Cancellation(String reason) implements Settlement {}
}
