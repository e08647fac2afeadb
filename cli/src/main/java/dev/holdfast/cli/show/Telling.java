package dev.holdfast.cli.show;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Puts the events of a run into words. An event that is not for people tells nothing; one that
/// this version does not know is shown by its name, never hidden.
final class Telling {
  private static final int LONGEST_QUOTE = 400;

  private Telling() {}

  static Optional<Told> of(JsonNode event) {
    var is = event.path("is").asString("");
    return switch (is.substring(0, Math.max(0, is.indexOf('.')))) {
      case "request" -> request(is, event);
      case "run" -> run(is, event);
      case "task" -> TaskTelling.of(is, event);
      case "delivery" -> DeliveryTelling.of(is, event);
      case "effect" -> effect(is, event);
      case "session" -> session(is);
      case "instant", "job" -> InstantTelling.of(is, event);
      default -> Optional.of(Told.of(Mark.STEP, is));
    };
  }

  private static Optional<Told> request(String is, JsonNode event) {
    return switch (is) {
      case "request.accepted" -> {
        var inbound = event.path("inbound");
        var routed = event.path("routed");
        yield Optional.of(
            Told.of(
                    Mark.STEP,
                    "asked by "
                        + text(inbound, "actor")
                        + " on "
                        + text(inbound, "channel")
                        + ": "
                        + quoted(text(inbound, "text")))
                .with(
                    List.of(
                        "route "
                            + text(routed, "route")
                            + " → contract "
                            + text(routed, "contract")
                            + " ("
                            + text(routed, "reason")
                            + ")")));
      }
      case "request.settled" -> settled(event.path("settlement"));
      default -> unknown(is);
    };
  }

  private static Optional<Told> settled(JsonNode settlement) {
    return switch (text(settlement, "is")) {
      case "silence" ->
          Optional.of(Told.of(Mark.GOOD, "no reply is due: " + text(settlement, "reason")));
      case "reply", "failure", "cancellation" -> Optional.empty();
      default -> unknown(text(settlement, "is"));
    };
  }

  private static Optional<Told> run(String is, JsonNode event) {
    return switch (is) {
      case "run.opened", "run.started" -> Optional.empty();
      case "run.completed" -> Optional.of(Told.of(Mark.GOOD, "the run is completed"));
      case "run.failed" -> Optional.of(diagnosed(Mark.BAD, "the run failed", event));
      case "run.escalated" ->
          Optional.of(diagnosed(Mark.DOUBTFUL, "the run was handed to a person", event));
      case "run.withdrawn", "run.stopped" ->
          Optional.of(Told.of(Mark.BAD, "the run was cancelled: " + text(event, "reason")));
      default -> unknown(is);
    };
  }

  private static Optional<Told> session(String is) {
    return is.equals("session.queued")
        ? Optional.of(Told.of(Mark.STEP, "waits for its turn in the session"))
        : Optional.empty();
  }

  private static Optional<Told> effect(String is, JsonNode event) {
    return switch (is) {
      case "effect.intended" ->
          Optional.of(
              Told.of(Mark.OUT, "uses " + text(event.path("use"), "tool"))
                  .with(List.of(quoted(json(event.path("use").path("request"))))));
      case "effect.denied" ->
          Optional.of(diagnosed(Mark.BAD, "may not use " + text(event.path("use"), "tool"), event));
      case "effect.settled" -> Optional.of(used(event.path("settlement")));
      default -> unknown(is);
    };
  }

  private static Told used(JsonNode settlement) {
    return switch (text(settlement, "is")) {
      case "receipt" -> Told.of(Mark.GOOD, "receipt: " + quoted(json(settlement.path("proof"))));
      case "failure" ->
          Told.of(Mark.BAD, text(settlement, "fault") + ": " + text(settlement, "message"));
      default -> Told.of(Mark.DOUBTFUL, "unknown: " + text(settlement, "message"));
    };
  }

  static Optional<Told> unknown(String is) {
    return Optional.of(Told.of(Mark.STEP, is));
  }

  /// A sentence with the diagnostic of the event below it.
  static Told diagnosed(Mark mark, String sentence, JsonNode event) {
    var diagnostic = event.path("diagnostic");
    var details = new ArrayList<String>();
    details.add(text(diagnostic, "cause"));
    details.add("impact: " + text(diagnostic, "impact"));
    details.add("next:   " + text(diagnostic, "nextAction"));
    return Told.of(mark, sentence).with(details);
  }

  static String text(JsonNode object, String member) {
    return Sheet.clean(object.path(member).asString(""));
  }

  static String json(JsonNode value) {
    return value.isString() ? value.asString() : value.toString();
  }

  static String quoted(String text) {
    var clean = Sheet.clean(text).strip();
    return clean.length() <= LONGEST_QUOTE
        ? "“" + clean + "”"
        : "“" + clean.substring(0, LONGEST_QUOTE) + "…”";
  }
}
