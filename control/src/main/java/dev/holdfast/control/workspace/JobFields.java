package dev.holdfast.control.workspace;

import dev.holdfast.control.expressions.CelExpressions;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Json;
import dev.holdfast.core.delivery.DeliveryPolicy.ChannelTerms;
import dev.holdfast.core.delivery.MessageKind;
import dev.holdfast.core.schedule.Reading;
import dev.holdfast.core.schedule.Schedule;
import dev.holdfast.core.schedule.Schedules;
import dev.holdfast.core.scheduling.Bounds;
import dev.holdfast.core.scheduling.Breaker;
import dev.holdfast.core.scheduling.Deliver;
import dev.holdfast.core.scheduling.JobSpec;
import dev.holdfast.core.scheduling.Missed;
import dev.holdfast.core.scheduling.Overlap;
import dev.holdfast.core.scheduling.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The fields of a job, the same in the file and in `PUT /v1/jobs/{id}`.
final class JobFields {
  private static final Set<String> TEMPLATE_NAMES = Set.of("output");
  private static final List<String> GIVEN = List.of("job", "instant");
  private static final Duration TRIAL_AFTER = Duration.ofMinutes(30);
  private static final Duration JITTER_MAX = Duration.ofHours(1);
  private static final Duration WINDOW_MAX = Duration.ofDays(31);
  private static final Duration FLOOR = Duration.ofMillis(1);
  private static final int LIMIT_MAX = 10_000;
  private static final int PERCENT_MAX = 100;
  private static final long RUNS_MAX = 1_000_000_000;

  private final Surrounding known;
  private final CelExpressions expressions;

  /// What a job can refer to.
  record Surrounding(
      Set<String> contracts, Map<String, ChannelTerms> channels, Set<String> runbooks) {}

  JobFields(Surrounding known, CelExpressions expressions) {
    this.known = known;
    this.expressions = expressions;
  }

  JobSpec read(String id, Section section) {
    var contract = section.required("contract");
    if (!contract.isEmpty()) {
      Known.refers(section, "contract", contract, "contract or agent", known.contracts());
    }
    var missed = missed(section.section("missed", Shape.MISSED));
    var overlap = section.choice("overlap", Overlap.SKIP);
    if (missed.policy() == Missed.Policy.RUN_ALL && overlap != Overlap.SKIP) {
      section.error(
          "overlap", "has no meaning beside 'missed: run-all', which runs one after the other");
    }
    return new JobSpec(
        identity(id, section),
        times(section),
        new JobSpec.Work(contract, input(section)),
        deliver(section),
        new JobSpec.Manner(overlap, missed, bounds(section)),
        breaker(section));
  }

  private JobSpec.Identity identity(String id, Section section) {
    var runbook = section.text("runbook", "");
    if (!runbook.isEmpty()) {
      Known.refers(section, "runbook", runbook, "runbook", known.runbooks());
    }
    return new JobSpec.Identity(id, section.text("topic", id), section.required("owner"), runbook);
  }

  private static Json input(Section section) {
    var input = section.value("input");
    if (input.isEmpty()) {
      return Json.EMPTY;
    }
    if (!(input.get() instanceof Node.Mapping mapping)) {
      section.error("input", "must be a group of keys, not " + input.get().kind());
      return Json.EMPTY;
    }
    for (var own : GIVEN) {
      if (mapping.member(own).isPresent()) {
        section.error("input", "has '" + own + "', which each run is given by itself");
      }
    }
    return JsonTree.json(mapping);
  }

  /// The schedule's line; empty where it is wrong.
  private static String times(Section section) {
    if (!section.has("schedule")) {
      section.error("schedule", "is missing: cron with a zone, every, or at");
      return "";
    }
    var schedule = section.section("schedule", Shape.SCHEDULE);
    var line = line(schedule);
    if (!line.isEmpty() && Schedules.line(line) instanceof Reading.Understood<Schedule>(var read)) {
      Timetable.unnumbered(read).ifPresent(flaw -> schedule.error("", flaw.what()));
    }
    return line;
  }

  /// The line of a schedule by itself; empty where it is wrong.
  static String line(Section schedule) {
    long forms = List.of("cron", "every", "at").stream().filter(schedule::has).count();
    if (forms != 1) {
      schedule.error("", "must have exactly one of cron, every and at");
      return "";
    }
    return line(schedule, reading(schedule));
  }

  private static Reading<Schedule> reading(Section schedule) {
    if (schedule.has("cron")) {
      return Schedules.cron(
          schedule.text("cron", ""),
          schedule.text("zone", ""),
          schedule.text("gap", ""),
          schedule.text("overlapHour", ""));
    }
    if (schedule.has("every")) {
      return Schedules.every(
          schedule.duration("every", Duration.ZERO), instant(schedule, "from", Instant.EPOCH));
    }
    return time(schedule, "at")
        .map(Schedules::at)
        .orElseGet(() -> new Reading.Refused<>(List.of()));
  }

  private static String line(Section schedule, Reading<Schedule> reading) {
    return switch (reading) {
      case Reading.Understood<Schedule>(var understood) -> understood.line();
      case Reading.Refused<Schedule>(var findings) -> {
        findings.forEach(found -> schedule.error(key(found), found.what()));
        yield "";
      }
    };
  }

  /// A finding about a field of the expression stands at the expression.
  private static String key(Finding found) {
    return Shape.SCHEDULE.keys().contains(found.where()) ? found.where() : "cron";
  }

  private static Optional<OffsetDateTime> time(Section section, String key) {
    var text = section.text(key, "");
    try {
      return Optional.of(OffsetDateTime.parse(text));
    } catch (DateTimeParseException _) {
      section.error(
          key, "must be a time with its offset like 2027-01-01T09:00:00+01:00, not '" + text + "'");
      return Optional.empty();
    }
  }

  private static Instant instant(Section section, String key, Instant otherwise) {
    return section.has(key)
        ? time(section, key).map(OffsetDateTime::toInstant).orElse(otherwise)
        : otherwise;
  }

  private Deliver deliver(Section section) {
    var value = section.value("deliver");
    if (value.isEmpty()) {
      section.error("deliver", "is missing: where the output goes, or none");
      return new Deliver.None();
    }
    if (value.get() instanceof Node.Scalar scalar && scalar.text().equals("none")) {
      return new Deliver.None();
    }
    var path = section.section("deliver", Shape.DELIVER);
    var to = path.required("to");
    var category = path.choice("kind", Deliver.Category.STATUS);
    channel(path, "to", to, MessageKind.valueOf(category.name()));
    var text = path.text("text", "");
    expressions
        .checkTemplate(text, TEMPLATE_NAMES)
        .forEach(found -> path.error("text", "is not a template: " + found));
    var repeat = path.truth("onChange", false) ? Deliver.Repeat.ON_CHANGE : Deliver.Repeat.ALWAYS;
    return new Deliver.Path(to, category, text, repeat);
  }

  private void channel(Section section, String key, String name, MessageKind kind) {
    if (name.isEmpty() || !Known.refers(section, key, name, "channel", known.channels().keySet())) {
      return;
    }
    var terms = known.channels().get(name);
    if (terms != null && !terms.accepts().contains(kind)) {
      var word = kind.name().toLowerCase(Locale.ROOT);
      section.error(key, "names the channel '" + name + "', which does not accept " + word);
    }
  }

  private static Missed missed(Section section) {
    var window = section.duration("window", Missed.WINDOW);
    if (window.compareTo(Missed.ON_TIME) < 0 || window.compareTo(WINDOW_MAX) > 0) {
      section.error("window", "must be between 1m and 31d");
    }
    return new Missed(section.choice("policy", Missed.Policy.SKIP), window);
  }

  private static Bounds bounds(Section section) {
    var jitter = section.duration("jitter", Duration.ZERO);
    if (jitter.compareTo(JITTER_MAX) > 0) {
      section.error("jitter", "must be at most 1h");
    }
    return new Bounds(
        jitter, instant(section, "until", Instant.MAX), section.number("maxRuns", 0, RUNS_MAX, 0));
  }

  private Breaker breaker(Section section) {
    var breaker = section.section("breaker", Shape.BREAKER);
    var usual = Breaker.Limits.USUAL;
    var limits =
        new Breaker.Limits(
            breaker.number("failures", 1, LIMIT_MAX, usual.failures()),
            breaker.number("failing", 0, PERCENT_MAX, usual.failingPercent()),
            breaker.number("repeats", 0, LIMIT_MAX, usual.repeats()),
            breaker.number("noise", 0, LIMIT_MAX, usual.noise()));
    var trialAfter = breaker.duration("trialAfter", TRIAL_AFTER);
    if (trialAfter.compareTo(FLOOR) < 0 || trialAfter.compareTo(Breaker.WAIT_MAX) > 0) {
      breaker.error("trialAfter", "must be longer than zero and at most 24h");
    }
    var escalate = breaker.text("escalate", "");
    if (escalate.isEmpty()) {
      breaker.error("escalate", "is missing: the channel that is told when the job stops");
    }
    channel(breaker, "escalate", escalate, MessageKind.ALERT);
    return new Breaker(limits, trialAfter, escalate);
  }
}
