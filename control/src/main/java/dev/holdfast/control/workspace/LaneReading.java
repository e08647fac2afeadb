package dev.holdfast.control.workspace;

import dev.holdfast.core.delegation.DelegationPolicy.LaneTerms;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// `lanes`. The lane `default` is always there.
final class LaneReading {
  static final String DEFAULT = "default";
  private static final int CONCURRENCY = 4;
  private static final int CONCURRENCY_MAX = 10_000;
  private static final int QUEUE = 1_000;
  private static final int QUEUE_MAX = 1_000_000;
  static final int PRIORITY = 2;
  private static final int PRIORITY_MAX = 9;
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  private LaneReading() {}

  static Map<String, LaneTerms> read(Section root, Findings findings) {
    var lanes = new LinkedHashMap<String, LaneTerms>();
    lanes.put(DEFAULT, new LaneTerms(CONCURRENCY, QUEUE, PRIORITY, TIMEOUT));
    for (var member : root.named("lanes")) {
      var path = root.path("lanes") + "." + member.key();
      var section = Section.open(member.value(), path, Shape.LANE, findings);
      lanes.put(member.key(), lane(section));
    }
    return lanes;
  }

  private static LaneTerms lane(Section section) {
    var timeout = section.duration("timeout", TIMEOUT);
    if (timeout.isZero()) {
      section.error("timeout", "must be longer than zero");
    }
    return new LaneTerms(
        section.number("concurrency", 1, CONCURRENCY_MAX, CONCURRENCY),
        section.number("queue", 1, QUEUE_MAX, QUEUE),
        section.number("priority", 0, PRIORITY_MAX, PRIORITY),
        timeout);
  }
}
