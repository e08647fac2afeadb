package dev.holdfast.server;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was started and how each of it is stopped: the last first, all within one deadline. A part
/// that does not stop cleanly does not keep the others from being stopped.
final class Teardown {
  private static final Logger LOG = LoggerFactory.getLogger(Teardown.class);

  private final Deque<Part> parts = new ArrayDeque<>();

  /// Stops something within this time.
  @FunctionalInterface
  interface Stop {
    void within(Duration atMost) throws InterruptedException;
  }

  private record Part(String name, Stop stop) {}

  /// Something was started.
  synchronized void started(String name, Stop stop) {
    parts.push(new Part(name, stop));
  }

  /// Stops everything; a second call finds nothing left.
  synchronized void stop(Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!parts.isEmpty()) {
      stop(parts.pop(), Duration.ofNanos(Math.max(1, end - System.nanoTime())));
    }
  }

  private static void stop(Part part, Duration left) {
    try {
      part.stop().within(left);
    } catch (InterruptedException cut) {
      Thread.currentThread().interrupt();
      LOG.atWarn().setMessage("stop.cut").addKeyValue("part", part.name()).setCause(cut).log();
    } catch (RuntimeException unclean) {
      LOG.atError()
          .setMessage("stop.unclean")
          .addKeyValue("part", part.name())
          .addKeyValue("remediation", "None: what was not finished is taken up at the next start.")
          .setCause(unclean)
          .log();
    }
  }
}
