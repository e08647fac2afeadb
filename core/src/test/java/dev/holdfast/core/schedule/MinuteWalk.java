package dev.holdfast.core.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// An oracle that shares nothing with the engine: walks minute by minute along UTC, looks at the
/// clock on the wall, and does what docs/schedules.md says.
final class MinuteWalk {
  private static final Duration BEFORE = Duration.ofDays(1);

  private final ZoneId zone;
  private final Instant from;
  private final List<LocalDateTime> clock = new ArrayList<>();

  /// @param from after this whole minute the walk begins to see firings
  MinuteWalk(ZoneId zone, Instant from, Instant to) {
    this.zone = zone;
    this.from = from;
    for (var at = from.minus(BEFORE); !at.isAfter(to); at = at.plusSeconds(60)) {
      clock.add(LocalDateTime.ofEpochSecond(at.getEpochSecond(), 0, offset(at)));
    }
  }

  private ZoneOffset offset(Instant at) {
    return zone.getRules().getOffset(at);
  }

  /// What fires after the beginning and not after the end.
  List<Instant> fires(DrawnCron cron, Gap gap, OverlapHour overlapHour) {
    var fired = new ArrayList<Instant>();
    var at = from.minus(BEFORE);
    var latest = clock.getFirst();
    for (int i = 1; i < clock.size(); i++) {
      at = at.plusSeconds(60);
      var now = clock.get(i);
      boolean counts = overlapHour == OverlapHour.BOTH || now.isAfter(latest);
      boolean fires =
          counts && cron.has(now) || gap == Gap.NEXT && missed(cron, clock.get(i - 1), now);
      latest = now.isAfter(latest) ? now : latest;
      if (fires && at.isAfter(from)) {
        fired.add(at);
      }
    }
    return fired;
  }

  /// Whether the clock jumped over a minute that is meant.
  private static boolean missed(DrawnCron cron, LocalDateTime before, LocalDateTime now) {
    for (var time = before.plusMinutes(1); time.isBefore(now); time = time.plusMinutes(1)) {
      if (cron.has(time)) {
        return true;
      }
    }
    return false;
  }
}
