package dev.holdfast.control.desk;

import dev.holdfast.core.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Streams that were woken and are due all the same. That is a defect of ours, and the longest due
/// come first: left alone, a few of them would be woken again and again, and nobody else. They are
/// told of once, and woken by themselves, more and more rarely.
final class Stragglers {
  private static final Logger LOG = LoggerFactory.getLogger(Stragglers.class);

  /// More are not remembered: looking beyond them would cost too much.
  private static final int KEPT_MAX = 10_000;

  /// Waits before the next try. The first are short: a stream may need a few turns to catch up.
  private static final List<Duration> WAITS =
      List.of(
          Duration.ofMillis(1),
          Duration.ofMillis(1),
          Duration.ofMillis(1),
          Duration.ofMillis(10),
          Duration.ofMillis(100),
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofMinutes(1));

  /// From this time on it is no turn too many, but a defect.
  private static final int DEFECT = 5;

  private final Map<StreamId, Late> late = new HashMap<>();

  private record Late(int times, Instant until) {}

  /// What came of waking a stream.
  sealed interface Woken {
    record Done() implements Woken {}

    record StillDue() implements Woken {}

    record Refused(String why) implements Woken {}
  }

  /// Who is to be woken now, and how long the others that could be have to wait.
  record Choice(List<StreamId> chosen, Rest rest) {}

  enum Rest {
    NONE,
    AT_ONCE,
    /// There are more stragglers than can be remembered: whoever wakes them must not do only that.
    IN_A_WHILE
  }

  /// How many due streams to look at in order to find so many that can be woken.
  int reach(int max) {
    return max + late.size();
  }

  boolean knows(StreamId id) {
    return late.containsKey(id);
  }

  /// Those whose wait is over go by themselves, because what is wrong with them may take down all
  /// that is decided with them.
  ///
  /// @param due the longest due first, as many as within reach
  Choice choose(List<StreamId> due, Instant now, int max) {
    boolean beyond = due.size() >= reach(max);
    if (!beyond) {
      late.keySet().retainAll(new HashSet<>(due));
    }
    var fresh = due.stream().filter(id -> !late.containsKey(id)).limit(max).toList();
    var ripe = due.stream().filter(id -> isRipe(id, now)).limit(max).toList();
    return ripe.isEmpty()
        ? new Choice(fresh, rest(beyond))
        : new Choice(ripe, rest(beyond || !fresh.isEmpty() || ripe.size() == max));
  }

  private Rest rest(boolean isThere) {
    if (!isThere) {
      return Rest.NONE;
    }
    return late.size() < KEPT_MAX ? Rest.AT_ONCE : Rest.IN_A_WHILE;
  }

  private boolean isRipe(StreamId id, Instant now) {
    var known = late.get(id);
    return known != null && !now.isBefore(known.until());
  }

  /// Says when the stream is to be tried again; [Instant#MAX] when it is well.
  Instant note(StreamId id, Woken woken, Instant now) {
    return switch (woken) {
      case Woken.Done() -> {
        recovered(id);
        yield Instant.MAX;
      }
      case Woken.StillDue() -> held(id, times(id) + 1, "it is due all the same", now);
      case Woken.Refused(var why) -> held(id, Math.max(times(id) + 1, DEFECT), why, now);
    };
  }

  private int times(StreamId id) {
    var known = late.get(id);
    return known == null ? 0 : known.times();
  }

  private void recovered(StreamId id) {
    var known = late.remove(id);
    if (known != null && known.times() >= DEFECT) {
      LOG.atInfo().setMessage("straggler.recovered").addKeyValue("stream", id.text()).log();
    }
  }

  private Instant held(StreamId id, int times, String why, Instant now) {
    if (late.size() >= KEPT_MAX && !late.containsKey(id)) {
      return now.plus(WAITS.getLast());
    }
    if (times >= DEFECT && times(id) < DEFECT) {
      LOG.atError()
          .setMessage("straggler.found")
          .addKeyValue("stream", id.text())
          .addKeyValue("cause", why)
          .addKeyValue("impact", "it does not go on; everything else does")
          .addKeyValue(
              "remediation",
              "report this with the stream's history; it is tried again, at least once a minute")
          .log();
    }
    var until = now.plus(WAITS.get(Math.min(times, WAITS.size()) - 1));
    late.put(id, new Late(times, until));
    return until;
  }
}
