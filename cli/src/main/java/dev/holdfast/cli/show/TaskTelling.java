package dev.holdfast.cli.show;

import static dev.holdfast.cli.show.Telling.text;

import dev.holdfast.cli.link.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Puts the events of a task into words.
final class TaskTelling {
  private TaskTelling() {}

  static Optional<Told> of(String is, JsonNode event) {
    return switch (is) {
      case "task.offered" -> Optional.of(offered(event));
      case "task.leased" -> Optional.of(leased(event));
      case "task.delegated" ->
          Optional.of(Told.of(Mark.OUT, "delegates " + text(event, "contract")));
      case "task.judged" -> Optional.of(judged(event.path("verdict")));
      case "task.attempt-failed" -> {
        var fault = event.path("fault");
        yield Optional.of(
            Told.of(Mark.BAD, "attempt failed: " + text(fault, "kind"))
                .with(List.of(text(fault, "message"))));
      }
      case "task.lease-lost" ->
          Optional.of(
              Told.of(Mark.BAD, "lease lost: " + text(event, "holder") + " was not heard of"));
      case "task.time-spent" -> Optional.of(Told.of(Mark.BAD, "the time for it is used up"));
      case "task.rested" -> Optional.of(Told.of(Mark.AGAIN, "rests before the next attempt"));
      case "task.reworked" ->
          Optional.of(Told.of(Mark.AGAIN, "sent back with the findings as feedback"));
      case "task.reoffered" -> Optional.of(Told.of(Mark.AGAIN, "offered again"));
      default -> ending(is, event);
    };
  }

  private static Optional<Told> ending(String is, JsonNode event) {
    return switch (is) {
      case "task.accepted" ->
          Optional.of(
              Told.of(
                  Mark.GOOD,
                  "accepted: " + Telling.quoted(Telling.json(event.path("output").path("value")))));
      case "task.rejected" -> Optional.of(Told.of(Mark.BAD, "rejected: the result was withheld"));
      case "task.escalated" ->
          Optional.of(
              Telling.diagnosed(Mark.DOUBTFUL, "escalated, alert to " + text(event, "to"), event));
      case "task.failed" -> Optional.of(Telling.diagnosed(Mark.BAD, "the task failed", event));
      case "task.expired" -> Optional.of(Telling.diagnosed(Mark.BAD, "the task expired", event));
      case "task.cancelled" ->
          Optional.of(Told.of(Mark.BAD, "the task was cancelled: " + text(event, "reason")));
      case "task.call-refused" ->
          Optional.of(Telling.diagnosed(Mark.BAD, "may not use " + text(event, "tool"), event));
      case "task.extended" -> extended(event);
      case "task.call-permitted", "task.model-asked", "task.consumed", "task.discarded" ->
          Optional.empty();
      default -> Telling.unknown(is);
    };
  }

  private static Told offered(JsonNode event) {
    var place = event.path("place");
    return Told.of(Mark.STEP, "offered in lane " + text(place, "lane"));
  }

  private static Told leased(JsonNode event) {
    var lease = event.path("lease");
    var number = Telling.json(lease.path("fence").path("number"));
    return Told.of(Mark.STEP, "attempt " + number + ": taken up by " + text(lease, "holder"));
  }

  /// Only what its holder said is worth a line; that it is alive is not.
  private static Optional<Told> extended(JsonNode event) {
    var progress = Reply.read(event.path("progress").asString("null"));
    return progress.isNull()
        ? Optional.empty()
        : Optional.of(Told.of(Mark.STEP, "says: " + Telling.quoted(Telling.json(progress))));
  }

  private static Told judged(JsonNode verdict) {
    var outcome = text(verdict, "outcome").toLowerCase(java.util.Locale.ROOT);
    var passed = new ArrayList<String>();
    var details = new ArrayList<String>();
    for (var part : verdict.path("parts")) {
      if (part.path("findings").isEmpty()) {
        passed.add("✓ " + text(part, "name"));
      } else {
        part.path("findings")
            .forEach(
                finding -> details.add("✗ " + text(part, "name") + ": " + text(finding, "what")));
      }
    }
    details.addFirst(String.join("  ", passed));
    return Told.of(outcome.equals("pass") ? Mark.GOOD : Mark.BAD, "the gate says: " + outcome)
        .with(details);
  }
}
