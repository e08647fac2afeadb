package dev.holdfast.cli.show;

import static dev.holdfast.cli.show.Telling.text;

import tools.jackson.databind.JsonNode;

/// Instants as tables: those that are over, and those to come.
public final class InstantTable {
  private static final long MILLIS = 1_000;

  private final Screen screen;

  public InstantTable(Screen screen) {
    this.screen = screen;
  }

  public void show(JsonNode page) {
    var table = new Table("WHEN", "BECAME", "COUNT", "LATE", "RUN", "MESSAGE", "WHY");
    for (var instant : page.path("items")) {
      table.row(
          text(instant, "nominal"),
          Stroke.of(text(instant, "status")).word(),
          instant.path("count").asString(""),
          late(instant),
          text(instant, "run"),
          text(instant, "delivered"),
          text(instant, "reason"));
    }
    if (table.isEmpty()) {
      screen.note("No instants yet.");
    } else {
      table.lines(screen.palette()).forEach(screen::line);
    }
    var cursor = page.path("nextCursor").asString("");
    if (!cursor.isEmpty()) {
      screen.note(screen.palette().quiet("… more: add --cursor " + cursor));
    }
  }

  private static String late(JsonNode instant) {
    var millis = instant.path("latenessMillis");
    if (millis.isMissingNode()) {
      return "";
    }
    return millis.asLong() < MILLIS ? millis.asLong() + " ms" : millis.asLong() / MILLIS + " s";
  }

  /// What `POST /v1/schedules/next` tells.
  public void next(JsonNode told) {
    screen.line(screen.palette().strong(text(told, "words")));
    for (var item : told.path("items")) {
      var words = text(item, "words");
      screen.line(
          "  "
              + Clock.local(text(item, "local"))
              + (words.isEmpty() ? "" : "  " + screen.palette().doubtful("! " + words)));
    }
    if (told.path("items").isEmpty()) {
      screen.note("No instant is left.");
    }
  }
}
