package dev.holdfast.execution.agents;

import dev.holdfast.execution.attempt.Attempt;

/// Works on one attempt. Interrupting the thread ends the work at once, with everything that it
/// started.
@FunctionalInterface
public interface Agent {
  Result work(Attempt attempt) throws InterruptedException;
}
