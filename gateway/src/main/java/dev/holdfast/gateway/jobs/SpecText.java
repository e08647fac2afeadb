package dev.holdfast.gateway.jobs;

import static java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME;

import dev.holdfast.core.Json;
import dev.holdfast.core.schedule.Schedule;
import dev.holdfast.core.scheduling.Bounds;
import dev.holdfast.core.scheduling.Breaker;
import dev.holdfast.core.scheduling.Deliver;
import dev.holdfast.core.scheduling.JobSpec;
import dev.holdfast.core.scheduling.Timetable;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A job as it is written: the keys that `PUT` takes and the workspace file has. What says nothing
/// is left out.
final class SpecText {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private SpecText() {}

  static ObjectNode of(JobSpec spec) {
    var node = JsonNodeFactory.instance.objectNode();
    var identity = spec.identity();
    node.put("topic", identity.topic()).put("owner", identity.owner());
    node.set("schedule", schedule(Timetable.of(spec)));
    node.put("contract", spec.work().contract());
    if (!spec.work().input().equals(Json.EMPTY)) {
      node.set("input", MAPPER.readTree(spec.work().input().text()));
    }
    node.set("deliver", deliver(spec.deliver()));
    manner(node, spec.manner());
    node.set("breaker", breaker(spec.breaker()));
    if (!identity.runbook().isEmpty()) {
      node.put("runbook", identity.runbook());
    }
    return node;
  }

  static ObjectNode schedule(Schedule schedule) {
    var node = JsonNodeFactory.instance.objectNode();
    return switch (schedule) {
      case Schedule.Cron(var text, _, var zone, var gap, var overlapHour) ->
          node.put("cron", text)
              .put("zone", zone.getId())
              .put("gap", word(gap))
              .put("overlapHour", word(overlapHour));
      case Schedule.Every(var period, var anchor) -> {
        node.put("every", period.toString());
        yield anchor.equals(Instant.EPOCH) ? node : node.put("from", anchor.toString());
      }
      case Schedule.At(var instant, var offset) ->
          node.put("at", ISO_OFFSET_DATE_TIME.format(instant.atOffset(offset)));
    };
  }

  private static JsonNode deliver(Deliver deliver) {
    return switch (deliver) {
      case Deliver.None() -> JsonNodeFactory.instance.stringNode("none");
      case Deliver.Path(var channel, var category, var text, var repeat) -> {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("to", channel).put("kind", word(category));
        if (!text.isEmpty()) {
          node.put("text", text);
        }
        yield repeat == Deliver.Repeat.ON_CHANGE ? node.put("onChange", true) : node;
      }
    };
  }

  private static void manner(ObjectNode node, JobSpec.Manner manner) {
    node.put("overlap", word(manner.overlap()));
    node.putObject("missed")
        .put("policy", word(manner.missed().policy()))
        .put("window", manner.missed().window().toString());
    Bounds bounds = manner.bounds();
    if (!bounds.jitter().isZero()) {
      node.put("jitter", bounds.jitter().toString());
    }
    if (!bounds.until().equals(Instant.MAX)) {
      node.put("until", bounds.until().toString());
    }
    if (bounds.maxRuns() > 0) {
      node.put("maxRuns", bounds.maxRuns());
    }
  }

  private static ObjectNode breaker(Breaker breaker) {
    var limits = breaker.limits();
    var node = JsonNodeFactory.instance.objectNode();
    node.put("failures", limits.failures());
    if (limits.failingPercent() > 0) {
      node.put("failing", limits.failingPercent());
    }
    if (limits.repeats() > 0) {
      node.put("repeats", limits.repeats());
    }
    if (limits.noise() > 0) {
      node.put("noise", limits.noise());
    }
    return node.put("trialAfter", breaker.trialAfter().toString())
        .put("escalate", breaker.escalate());
  }

  /// As the file writes it: `queue-one`.
  static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
