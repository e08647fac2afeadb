package dev.holdfast.gateway.health;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.gateway.http.Doc;
import dev.holdfast.ledger.Desk;
import dev.holdfast.ledger.LedgerUnavailable;
import dev.holdfast.ledger.Reader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Looks at each part of the server.
final class Checkup {
  private static final Duration LATE = Duration.ofSeconds(10);
  private static final Duration FAR_TOO_LATE = Duration.ofMinutes(2);

  private final Desk desk;
  private final Reader reader;
  private final Versions<Policy> policy;
  private final InstantSource clock;

  Checkup(Desk desk, Reader reader, Versions<Policy> policy, InstantSource clock) {
    this.desk = desk;
    this.reader = reader;
    this.policy = policy;
    this.clock = clock;
  }

  /// How well a part is; the later, the worse.
  enum Health {
    OK,
    DEGRADED,
    FAILING
  }

  record Part(String name, Health health, Doc doc) {}

  List<Part> parts() {
    var parts = new ArrayList<Part>();
    parts.add(desk());
    try {
      parts.add(part("store", Health.OK, new Doc().number("desks", reader.desks().size())));
      parts.add(timekeeper());
      new TreeMap<>(policy.now().delegation().lanes())
          .forEach((lane, terms) -> parts.add(lane(lane, terms.queue())));
      parts.add(deliveries());
    } catch (LedgerUnavailable unavailable) {
      parts.add(
          part(
              "store",
              Health.FAILING,
              new Doc().diagnostic("diagnostic", unavailable.diagnostic())));
    }
    return parts;
  }

  private Part desk() {
    return switch (desk.intake()) {
      case Desk.Intake.Open() -> part("desk", Health.OK, new Doc());
      case Desk.Intake.Closed(var diagnostic) ->
          part("desk", Health.FAILING, new Doc().diagnostic("diagnostic", diagnostic));
    };
  }

  /// What is due and was not woken: the timekeeper, or the desk, is behind.
  private Part timekeeper() {
    var now = clock.instant();
    var doc = new Doc();
    var late = Duration.ZERO;
    for (var kind : List.of(Kind.TASK, Kind.DELIVERY, Kind.EFFECT)) {
      var due = reader.earliestDue(kind).orElse(now);
      late = longer(late, Duration.between(due, now));
    }
    var health =
        late.compareTo(FAR_TOO_LATE) > 0
            ? Health.FAILING
            : late.compareTo(LATE) > 0 ? Health.DEGRADED : Health.OK;
    return part("timekeeper", health, doc.number("lagMillis", late.toMillis()));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private Part lane(String lane, int queue) {
    long waiting = reader.waiting(Kind.TASK, lane);
    var doc = new Doc().number("waiting", waiting).number("queue", queue);
    return part("lane " + lane, waiting >= queue ? Health.DEGRADED : Health.OK, doc);
  }

  private Part deliveries() {
    var counts = reader.counts(Kind.DELIVERY);
    long unknown = counts.getOrDefault("unknown", 0L);
    var doc = new Doc().number("unknown", unknown).number("dead", counts.getOrDefault("dead", 0L));
    reader.earliestDue(Kind.DELIVERY).ifPresent(due -> doc.time("oldestDue", due));
    return part("deliveries", unknown > 0 ? Health.DEGRADED : Health.OK, doc);
  }

  private static Part part(String name, Health health, Doc doc) {
    return new Part(name, health, doc);
  }

  Instant now() {
    return clock.instant();
  }
}
