package dev.holdfast.gateway.metrics;

import dev.holdfast.core.Event;
import dev.holdfast.core.delegation.TaskEvent;
import dev.holdfast.core.routing.RequestEvent;
import dev.holdfast.core.scheduling.InstantEvent;
import dev.holdfast.core.scheduling.JobEvent;
import dev.holdfast.gateway.http.Words;
import dev.holdfast.ledger.Bulletin;
import dev.holdfast.ledger.Changed;
import dev.holdfast.ledger.Meter;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/// Counts what was decided, from what the bulletin posts. On the desk's thread, so it only counts.
public final class Happenings {
  private static final ConcurrentHashMap<Class<?>, String> WORDS = new ConcurrentHashMap<>();
  private final Meter meter;

  private Happenings(Meter meter) {
    this.meter = meter;
  }

  /// Close to stop counting.
  public static Bulletin.Subscription count(Bulletin bulletin, Meter meter) {
    var happenings = new Happenings(meter);
    return bulletin.subscribe(happenings::count);
  }

  private void count(List<Changed> changes) {
    for (var changed : changes) {
      var stream = changed.change().id().kind().word();
      for (var event : changed.change().events()) {
        meter.count("events", "stream", stream, "event", word(event));
        detail(event);
        if (event instanceof InstantEvent instant) {
          Scheduled.count(meter, instant, changed.state());
        }
      }
    }
  }

  private void detail(Event event) {
    if (event instanceof RequestEvent.Accepted(_, var routed, _)) {
      meter.count("routed", "route", routed.route(), "contract", routed.contract());
    } else if (event instanceof TaskEvent.Judged(var verdict, _)) {
      meter.count("verdicts", "outcome", Words.of(verdict.outcome()));
    } else if (event instanceof JobEvent.Tripped(var why, _, _, _)) {
      meter.count("job.trips", "code", why.code());
    }
  }

  private static String word(Event event) {
    return WORDS.computeIfAbsent(event.getClass(), Words::of);
  }
}
