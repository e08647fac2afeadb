package dev.holdfast.core.run;

import dev.holdfast.core.Command;
import dev.holdfast.core.Json;

/// The wishes to a run.
public sealed interface RunCommand extends Command {
  record Open(Work work, Json input) implements RunCommand {}

  record Start() implements RunCommand {}

  record Conclude(Conclusion conclusion) implements RunCommand {}

  record Cancel(String reason) implements RunCommand {}
}
