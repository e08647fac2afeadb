package dev.holdfast.execution.tools;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Does several things at once, so many and no more. Interrupting it ends them all, and it is over
/// only when they are.
final class SideBySide {
  private final int atOnce;

  SideBySide(int atOnce) {
    this.atOnce = atOnce;
  }

  /// What came of each, in their order.
  <T> List<T> all(List<Callable<T>> works) throws InterruptedException {
    var threads = Thread.ofVirtual().name("side-by-side-", 0).factory();
    // Left early, its unfinished works are interrupted by `invokeAll` and awaited by `close`.
    try (var places = Executors.newFixedThreadPool(Math.min(atOnce, works.size()), threads)) {
      return places.invokeAll(works).stream().map(SideBySide::outcome).toList();
    }
  }

  private static <T> T outcome(Future<T> ended) {
    return switch (ended.state()) {
      case SUCCESS -> ended.resultNow();
      case FAILED -> throw new IllegalStateException("one of them broke", ended.exceptionNow());
      case RUNNING, CANCELLED -> throw new IllegalStateException("one of them has not ended");
    };
  }
}
