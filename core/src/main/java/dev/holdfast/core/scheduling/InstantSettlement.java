package dev.holdfast.core.scheduling;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Output;

/// How an instant's run ended.
public sealed interface InstantSettlement {
  record Completed(Output output) implements InstantSettlement {}

  record Failed(Diagnostic diagnostic) implements InstantSettlement {}

  record Cancelled(String reason) implements InstantSettlement {}
}
