package dev.holdfast.execution.models;

import dev.holdfast.core.models.Delta;
import dev.holdfast.execution.providers.Deltas;
import java.time.Duration;

/// Listens to one attempt: notes when its first content came, and passes it on where that is
/// wanted.
final class Heard implements Deltas {
  private final Manner manner;
  private final long began = System.nanoTime();
  private long first;
  private boolean passedOn;

  Heard(Manner manner) {
    this.manner = manner;
  }

  @Override
  public void hear(Delta delta) {
    if (first == 0) {
      first = System.nanoTime();
    }
    if (manner instanceof Manner.Committed(var deltas)) {
      passedOn = true;
      deltas.hear(delta);
    }
  }

  /// Whether anything of this attempt has left.
  boolean isPassedOn() {
    return passedOn;
  }

  Duration first() {
    return first == 0 ? Duration.ZERO : Duration.ofNanos(first - began);
  }

  Duration took() {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
