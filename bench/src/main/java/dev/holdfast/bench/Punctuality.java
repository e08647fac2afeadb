package dev.holdfast.bench;

import dev.holdfast.core.StreamId;
import dev.holdfast.core.scheduling.Slot;
import dev.holdfast.ledger.Changed;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// How long after an instant was due its task is in the hands of an agent.
final class Punctuality {
  private final Map<Long, Duration> expected = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Long> lags = new ConcurrentLinkedQueue<>();

  /// An instant to come, and how much later than its moment it is due.
  void expect(long job, Instant nominal, Duration jitter) {
    expected.put(Slot.of(job, nominal, Slot.Use.SCHEDULED).key(), jitter);
  }

  /// The agent has this in hand now, by the clock on the wall.
  void started(Collection<Changed> tasks) {
    var now = Instant.now();
    for (var task : tasks) {
      var jitter = expected.remove(task.change().id().key());
      if (jitter != null) {
        lags.add(ChronoUnit.NANOS.between(nominal(task.change().id()).plus(jitter), now));
      }
    }
  }

  /// A slot's number begins with its second.
  private static Instant nominal(StreamId task) {
    long first = Slot.of(1, Slot.earliest(), Slot.Use.SCHEDULED).key();
    return Slot.earliest().plusSeconds((task.key() >>> 31) - (first >>> 31));
  }

  int missing() {
    return expected.size();
  }

  Quantiles lags() {
    return Quantiles.of(lags);
  }
}
