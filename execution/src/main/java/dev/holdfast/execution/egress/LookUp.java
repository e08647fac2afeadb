package dev.holdfast.execution.egress;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Gives the look-up of a name a time limit: the system's has none, so it runs beside.
final class LookUp {
  private LookUp() {}

  static Ruling within(Duration atMost, Supplier<Ruling> lookUp) {
    var asked = new FutureTask<>(lookUp::get);
    Thread.ofVirtual().name("look-up").start(asked);
    try {
      return asked.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return new Ruling.Unresolved("the look-up of the name took longer than " + atMost);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Ruling.Unresolved("interrupted while looking the name up");
    } catch (ExecutionException defect) {
      throw new IllegalStateException("the look-up failed", defect.getCause());
    }
  }
}
