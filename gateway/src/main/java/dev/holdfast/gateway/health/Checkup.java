package dev.holdfast.gateway.health;

import dev.holdfast.control.desk.ClockWatch;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.gateway.http.Doc;
import dev.holdfast.gateway.showing.Paced;
import dev.holdfast.ledger.Desk;
import dev.holdfast.ledger.LedgerUnavailable;
import dev.holdfast.ledger.Reader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Looks at each part of the server.
final class Checkup {
  private static final Duration LATE = Duration.ofSeconds(10);
  private static final Duration FAR_TOO_LATE = Duration.ofMinutes(2);

  private final Desk desk;
  private final Reader reader;
  private final Versions<Policy> policy;
  private final InstantSource clock;
  private final Supplier<Instant> heartbeat;
  private final ClockWatch watch;
  private final Paced<Map<String, Long>> deliveries;

  /// @param heartbeat when the timekeeper last looked for what is due
  /// @param watch what is known of the clocks
  Checkup(
      Desk desk,
      Reader reader,
      Versions<Policy> policy,
      InstantSource clock,
      Supplier<Instant> heartbeat,
      ClockWatch watch) {
    this.desk = desk;
    this.reader = reader;
    this.policy = policy;
    this.clock = clock;
    this.heartbeat = heartbeat;
    this.watch = watch;
    this.deliveries = new Paced<>(() -> reader.counts(Kind.DELIVERY));
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
    parts.add(clock());
    try {
      parts.add(part("store", Health.OK, new Doc().number("desks", reader.desks().size())));
      parts.add(timekeeper());
      parts.add(scheduler());
      var queues = new Queues(reader, clock.instant());
      queues.tasks(policy.now()).forEach(line -> parts.add(lane(line)));
      parts.add(deliveries());
      queues.deliveries(policy.now()).forEach(line -> parts.add(channel(line)));
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

  /// Degraded only: whoever else answers goes by the same clock.
  private Part clock() {
    var doc = new Doc().number("offsetMillis", watch.offset().toMillis());
    var complaint = watch.complaint();
    complaint.ifPresent(why -> doc.diagnostic("diagnostic", why));
    return part("clock", complaint.isPresent() ? Health.DEGRADED : Health.OK, doc);
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
    return part("timekeeper", health(late), doc.number("lagMillis", late.toMillis()));
  }

  private static Health health(Duration late) {
    return late.compareTo(FAR_TOO_LATE) > 0
        ? Health.FAILING
        : late.compareTo(LATE) > 0 ? Health.DEGRADED : Health.OK;
  }

  /// Jobs that are due and were not looked at, and when somebody looked last.
  private Part scheduler() {
    var now = clock.instant();
    var due = reader.earliestDue(Kind.JOB).orElse(now);
    var late = longer(Duration.ZERO, Duration.between(due, now));
    var silent = longer(Duration.ZERO, Duration.between(heartbeat.get(), now));
    var doc =
        new Doc()
            .number("lagMillis", late.toMillis())
            .time("heartbeat", heartbeat.get())
            .number("heartbeatAgeMillis", silent.toMillis());
    reader.earliestDue(Kind.JOB).ifPresent(next -> doc.time("nextDue", next));
    return part("scheduler", health(longer(late, silent)), doc);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /// A lane is behind when it is full, or when something has waited for half of the time after
  /// which it is given up.
  private Part lane(Queues.Line line) {
    var delegation = policy.now().delegation();
    var terms = delegation.lanes().get(line.name());
    long queue = terms == null ? 0 : terms.queue();
    boolean behind =
        line.waiting() >= queue || line.age().compareTo(delegation.queueWait().dividedBy(2)) > 0;
    return part(
        "lane " + line.name(),
        behind ? Health.DEGRADED : Health.OK,
        doc(line).number("queue", queue));
  }

  /// The courier takes up at once what is ready; what waits for longer has no courier, or one that
  /// cannot keep up.
  private static Part channel(Queues.Line line) {
    boolean behind = line.age().compareTo(FAR_TOO_LATE) > 0;
    return part("channel " + line.name(), behind ? Health.DEGRADED : Health.OK, doc(line));
  }

  private static Doc doc(Queues.Line line) {
    return new Doc()
        .number("waiting", line.waiting())
        .number("oldestSeconds", line.age().toSeconds());
  }

  private Part deliveries() {
    var counts = deliveries.get();
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
