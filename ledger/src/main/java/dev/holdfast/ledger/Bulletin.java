package dev.holdfast.ledger;

import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Tells this process what was committed. A notice may be missed or come twice by design: whoever
/// waits looks at the ledger again.
public final class Bulletin {
  private final ConcurrentHashMap<Object, Bell> bells = new ConcurrentHashMap<>();
  private final CopyOnWriteArrayList<Consumer<List<Changed>>> readers =
      new CopyOnWriteArrayList<>();

  /// Called by the desk after each commit, with everything that it changed.
  public void post(List<Changed> changes) {
    changes.forEach(changed -> ring(changed.change().id()));
    readers.forEach(reader -> reader.accept(changes));
  }

  /// Says that work may be ready in a lane.
  public void ready(Kind kind, String lane) {
    ring(new Hint.Lane(kind, lane));
  }

  /// Waits for a change of this stream after `seen`.
  public Bell changes(StreamId id) {
    return bells.computeIfAbsent(id, _ -> new Bell());
  }

  /// Waits for work in a lane.
  public Bell lane(Kind kind, String lane) {
    return bells.computeIfAbsent(new Hint.Lane(kind, lane), _ -> new Bell());
  }

  /// Lets go of a stream's bell when nobody needs it any more.
  public void forget(StreamId id) {
    bells.remove(id);
  }

  /// Gives every posted change to `reader`, on the desk's thread: it must be quick and never block.
  /// Close to stop.
  public Subscription subscribe(Consumer<List<Changed>> reader) {
    readers.add(reader);
    return () -> readers.remove(reader);
  }

  private void ring(Object subject) {
    var bell = bells.get(subject);
    if (bell != null) {
      bell.ring();
    }
  }

  /// Ends a subscription.
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /// Counts its rings, so that one between looking and waiting is not missed: read `rings`, look,
  /// then `await` that number.
  public static final class Bell {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();
    private long rings;

    public long rings() {
      lock.lock();
      try {
        return rings;
      } finally {
        lock.unlock();
      }
    }

    void ring() {
      lock.lock();
      try {
        rings++;
        rung.signalAll();
      } finally {
        lock.unlock();
      }
    }

    /// Returns when there were more rings than `seen`, or when the time is over; says which.
    public boolean await(long seen, Duration atMost) throws InterruptedException {
      long nanos = atMost.toNanos();
      lock.lockInterruptibly();
      try {
        while (rings <= seen) {
          if (nanos <= 0) {
            return false;
          }
          nanos = rung.awaitNanos(nanos);
        }
        return true;
      } finally {
        lock.unlock();
      }
    }
  }
}
