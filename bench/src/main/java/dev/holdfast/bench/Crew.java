package dev.holdfast.bench;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Virtual threads that work until they are told to stop; the first failure of one stops the bench.
final class Crew implements AutoCloseable {
  private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
  private final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean stopping;

  /// What a member does again and again.
  @FunctionalInterface
  interface Turn {
    void take() throws InterruptedException;
  }

  /// Has `count` members take turns until the crew stops.
  void work(int count, Turn turn) {
    for (int i = 0; i < count; i++) {
      threads.add(Thread.ofVirtual().start(() -> take(turn)));
    }
  }

  /// Has one member take one turn.
  void once(Turn turn) {
    threads.add(Thread.ofVirtual().start(() -> guarded(turn)));
  }

  private void take(Turn turn) {
    while (!stopping) {
      guarded(turn);
    }
  }

  private void guarded(Turn turn) {
    try {
      turn.take();
    } catch (InterruptedException _) {
      stopping = true;
    } catch (RuntimeException failed) {
      failures.add(failed);
      stopping = true;
    }
  }

  /// @throws IllegalStateException when a member has failed
  void check() {
    var failed = failures.peek();
    if (failed != null) {
      throw new IllegalStateException("a part of the bench failed: " + failed, failed);
    }
  }

  @Override
  public void close() {
    stopping = true;
    threads.forEach(Thread::interrupt);
    for (var thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("a crew did not stop", interrupted);
      }
    }
  }
}
