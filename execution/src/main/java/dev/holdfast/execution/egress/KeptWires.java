package dev.holdfast.execution.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Connections that wait for the next exchange with the same place: so many, and for so long. The
/// one that was used last is used next, so that the others grow old and are closed. Safe from any
/// thread.
final class KeptWires {
  /// Keeps none.
  static final KeptWires NONE = new KeptWires(0);

  private static final Duration FRESH = Duration.ofMillis(500);

  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Place, Deque<Kept>> waiting = new HashMap<>();
  private int count = 0;
  private boolean swept = false;

  KeptWires(int most) {
    this.most = most;
  }

  /// Where a connection leads.
  record Place(String scheme, String host, int port) {}

  private record Kept(Wire wire, long until) {}

  int waiting() {
    lock.lock();
    try {
      return count;
    } finally {
      lock.unlock();
    }
  }

  boolean keepsSome() {
    return most > 0;
  }

  /// A connection to this place that stands, at one of the addresses that were checked just now.
  /// One at an address that is not among them is closed: the name may have changed hands.
  Optional<Wire> take(Place place, List<InetAddress> checked) throws IOException {
    for (var wire = next(place); wire.isPresent(); wire = next(place)) {
      if (checked.contains(wire.get().address()) && wire.get().isStanding(FRESH)) {
        return wire;
      }
      wire.get().close();
    }
    return Optional.empty();
  }

  private Optional<Wire> next(Place place) {
    lock.lock();
    try {
      var line = waiting.get(place);
      if (line == null) {
        return Optional.empty();
      }
      var last = line.removeLast();
      if (line.isEmpty()) {
        waiting.remove(place);
      }
      count--;
      return Optional.of(last.wire());
    } finally {
      lock.unlock();
    }
  }

  /// Closes all that wait for this place: where one was closed by the other side, the others most
  /// likely were as well.
  void forget(Place place) throws IOException {
    for (var wire = next(place); wire.isPresent(); wire = next(place)) {
      wire.get().close();
    }
  }

  /// Keeps the connection, or closes it where there is no room.
  void keep(Place place, Wire wire, Duration idle) throws IOException {
    lock.lock();
    try {
      if (count < most && idle.isPositive()) {
        wire.rest();
        waiting
            .computeIfAbsent(place, _ -> new ArrayDeque<>())
            .addLast(new Kept(wire, System.nanoTime() + idle.toNanos()));
        count++;
        sweep();
        return;
      }
    } finally {
      lock.unlock();
    }
    wire.close();
  }

  /// There is somebody who closes what has waited too long as long as something waits.
  private void sweep() {
    if (!swept) {
      swept = true;
      Thread.ofVirtual().name("kept-wires").start(this::closeOld);
    }
    changed.signal();
  }

  private void closeOld() {
    lock.lock();
    try {
      while (count > 0) {
        changed.awaitNanos(Math.max(1, closeOver()));
      }
    } catch (InterruptedException | IOException impossible) {
      // Nobody else knows this thread, and closing a socket twice is no error.
      throw new IllegalStateException("the kept connections were disturbed", impossible);
    } finally {
      swept = false;
      lock.unlock();
    }
  }

  /// Nanoseconds until the next one is over.
  private long closeOver() throws IOException {
    long now = System.nanoTime();
    long least = Duration.ofMinutes(1).toNanos();
    for (Iterator<Deque<Kept>> lines = waiting.values().iterator(); lines.hasNext(); ) {
      var line = lines.next();
      for (Iterator<Kept> all = line.iterator(); all.hasNext(); ) {
        var kept = all.next();
        if (kept.until() - now <= 0) {
          all.remove();
          count--;
          kept.wire().close();
        } else {
          least = Math.min(least, kept.until() - now);
        }
      }
      if (line.isEmpty()) {
        lines.remove();
      }
    }
    return least;
  }
}
