package dev.holdfast.gateway.showing;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// An answer that takes long to find in a large ledger, and that somebody asks for every few
/// seconds. What was dear is found again only after twenty times as long as it took, so that asking
/// never keeps the store busy; until then the last answer is given. What is cheap is found each
/// time.
public final class Paced<T> implements Supplier<T> {
  private static final long DEAR_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final int REST = 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Supplier<T> look;
  private final LongSupplier nanoTime;
  private Optional<T> known = Optional.empty();
  private long goodUntil;

  public Paced(Supplier<T> look) {
    this(look, System::nanoTime);
  }

  /// @param nanoTime as [System#nanoTime]
  Paced(Supplier<T> look, LongSupplier nanoTime) {
    this.look = look;
    this.nanoTime = nanoTime;
  }

  /// Whoever comes while somebody looks waits for what is found.
  @Override
  public T get() {
    lock.lock();
    try {
      return known.filter(_ -> nanoTime.getAsLong() - goodUntil < 0).orElseGet(this::found);
    } finally {
      lock.unlock();
    }
  }

  private T found() {
    long began = nanoTime.getAsLong();
    var found = look.get();
    long ended = nanoTime.getAsLong();
    known = Optional.of(found);
    goodUntil = ended - began < DEAR_NANOS ? ended : ended + REST * (ended - began);
    return found;
  }
}
