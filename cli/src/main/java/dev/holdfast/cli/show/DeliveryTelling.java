package dev.holdfast.cli.show;

import static dev.holdfast.cli.show.Telling.text;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Puts the events of a delivery into words.
final class DeliveryTelling {
  private DeliveryTelling() {}

  static Optional<Told> of(String is, JsonNode event) {
    return switch (is) {
      case "delivery.intended" -> {
        var message = event.path("message");
        yield Optional.of(
            Told.of(Mark.OUT, kind(message) + " to " + text(message, "channel"))
                .with(List.of(Telling.quoted(text(message.path("content"), "text")))));
      }
      case "delivery.suppressed" ->
          Optional.of(Told.of(Mark.BAD, "not sent: " + text(event, "reason")));
      case "delivery.delivered" ->
          Optional.of(Told.of(Mark.GOOD, "delivered, receipt: " + text(event, "receipt")));
      case "delivery.rested" ->
          Optional.of(Telling.diagnosed(Mark.AGAIN, "will be tried again", event));
      case "delivery.died" ->
          Optional.of(Telling.diagnosed(Mark.BAD, "could not be delivered", event));
      case "delivery.expired" ->
          Optional.of(Telling.diagnosed(Mark.BAD, "too old to be delivered", event));
      case "delivery.doubted" ->
          Optional.of(
              Telling.diagnosed(
                  Mark.DOUBTFUL, "unknown: sent, and nobody can say whether it arrived", event));
      case "delivery.reopened" ->
          Optional.of(Told.of(Mark.AGAIN, "reopened: " + text(event, "reason")));
      case "delivery.resolved" ->
          Optional.of(
              Told.of(
                  Mark.STEP,
                  "resolved by hand as "
                      + text(event, "resolution").toLowerCase(Locale.ROOT)
                      + ": "
                      + text(event, "reason")));
      case "delivery.released", "delivery.followed", "delivery.passed", "delivery.attempted" ->
          Optional.empty();
      default -> Telling.unknown(is);
    };
  }

  private static String kind(JsonNode message) {
    return text(message, "kind").toLowerCase(Locale.ROOT);
  }
}
