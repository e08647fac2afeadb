package dev.holdfast.execution.probe;

import java.time.Duration;

/// Looks at one thing. Interrupting the thread ends it early; it then fails or throws.
@FunctionalInterface
public interface Probe {
  /// @param atMost how long it may take
  Probed probe(Duration atMost) throws InterruptedException;
}
