package dev.holdfast.execution.models;

import dev.holdfast.execution.probe.Probed;
import java.time.Duration;

/// Somebody who answers questions. Blocks; interrupting the thread ends it at once.
interface Provider {
  Spoken answer(Question question) throws InterruptedException;

  /// Whether it could be asked, without asking it.
  Probed probe(String model, Duration atMost);
}
