package dev.holdfast.cli.show;

import static dev.holdfast.cli.show.Telling.text;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Puts the events of an instant, and of the job that it belongs to, into words.
final class InstantTelling {
  private InstantTelling() {}

  static Optional<Told> of(String is, JsonNode event) {
    return switch (is) {
      case "instant.started" -> Optional.of(due("due for ", event.path("firing")));
      case "instant.waited" ->
          Optional.of(due("waits behind an earlier run for ", event.path("firing")));
      case "instant.begun" -> Optional.of(Told.of(Mark.STEP, "its turn has come"));
      case "instant.skipped" -> Optional.of(Told.of(Mark.BAD, "skipped: " + text(event, "reason")));
      case "job.withheld" ->
          Optional.of(Told.of(Mark.STEP, "nothing is sent: " + text(event, "reason")));
      case "job.tripped" ->
          Optional.of(Told.of(Mark.BAD, "the job is out of service").with(why(event)));
      case "job.trial-failed" ->
          Optional.of(Told.of(Mark.BAD, "the trial failed").with(why(event)));
      case "job.recovered" ->
          Optional.of(Told.of(Mark.GOOD, "the trial went well: the job works again"));
      case "job.superseded" -> Optional.of(Told.of(Mark.BAD, "a later instant took its place"));
      case "instant.settled", "instant.met" -> Optional.empty();
      default -> Telling.unknown(is);
    };
  }

  private static Told due(String words, JsonNode firing) {
    var moment = firing.path("moment");
    var contract = text(firing.path("order"), "contract");
    return Told.of(Mark.STEP, "job " + text(firing, "job") + " " + words + text(moment, "nominal"))
        .with(
            java.util.List.of(
                "because of: "
                    + text(moment, "cause").toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
                    + " → contract "
                    + contract));
  }

  private static java.util.List<String> why(JsonNode event) {
    var why = event.path("why");
    return java.util.List.of(
        text(why, "cause"), "impact: " + text(why, "impact"), "next:   " + text(why, "nextAction"));
  }
}
