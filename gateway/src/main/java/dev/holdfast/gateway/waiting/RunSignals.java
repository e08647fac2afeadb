package dev.holdfast.gateway.waiting;

import dev.holdfast.core.StreamId;
import dev.holdfast.core.delegation.TaskState;
import dev.holdfast.core.delegation.Tasks;
import dev.holdfast.core.delivery.Deliveries;
import dev.holdfast.core.delivery.DeliveryState;
import dev.holdfast.core.effect.EffectState;
import dev.holdfast.ledger.Bulletin;
import dev.holdfast.ledger.Changed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Tells whoever watches a run that something of it was committed: itself, its request, a task, a
/// delivery, an effect.
public final class RunSignals implements AutoCloseable {
  private final ConcurrentHashMap<Long, List<Ear>> ears = new ConcurrentHashMap<>();
  private final Bulletin.Subscription subscription;

  public RunSignals(Bulletin bulletin) {
    this.subscription = bulletin.subscribe(this::tell);
  }

  /// Listens to a run; close to stop.
  public Ear listen(StreamId run) {
    var ear = new Ear(run.key());
    ears.compute(
        run.key(),
        (_, list) -> {
          var listeners = list == null ? new CopyOnWriteArrayList<Ear>() : list;
          listeners.add(ear);
          return listeners;
        });
    return ear;
  }

  /// On the desk's thread.
  private void tell(List<Changed> changes) {
    if (ears.isEmpty()) {
      return;
    }
    for (var changed : changes) {
      var listeners = ears.get(run(changed));
      if (listeners != null) {
        listeners.forEach(Ear::hear);
      }
    }
  }

  private static long run(Changed changed) {
    long key = changed.change().id().key();
    return switch (changed.state()) {
      case TaskState.New _ -> key;
      case TaskState task -> Tasks.assignment(task).run();
      case DeliveryState.New _ -> key;
      case DeliveryState delivery -> Deliveries.message(delivery).regarding().run();
      case EffectState.Intended(var use, _) -> use.run();
      case EffectState.Refused(var use, _) -> use.run();
      case EffectState.Ended(var use, _, _) -> use.run();
      default -> key;
    };
  }

  @Override
  public void close() {
    subscription.close();
  }

  /// One listener.
  public final class Ear implements AutoCloseable {
    private final long run;
    private final Semaphore heard = new Semaphore(0);

    private Ear(long run) {
      this.run = run;
    }

    private void hear() {
      heard.release();
    }

    /// Returns when something was heard since the last time, or when the time is over; says which.
    public boolean await(Duration atMost) throws InterruptedException {
      if (!heard.tryAcquire(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS)) {
        return false;
      }
      heard.drainPermits();
      return true;
    }

    @Override
    public void close() {
      ears.computeIfPresent(
          run,
          (_, list) -> {
            list.remove(this);
            return list.isEmpty() ? null : list;
          });
    }
  }
}
