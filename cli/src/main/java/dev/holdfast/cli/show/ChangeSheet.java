package dev.holdfast.cli.show;

import static dev.holdfast.cli.show.Telling.text;

import tools.jackson.databind.JsonNode;

/// The changes of a job, newest first: one line each, and below it what is different.
public final class ChangeSheet {
  private static final int LONGEST = 100;

  private final Screen screen;

  public ChangeSheet(Screen screen) {
    this.screen = screen;
  }

  public void show(JsonNode page) {
    for (var change : page.path("items")) {
      screen.line(
          screen.palette().strong(Clock.UTC.of(text(change, "at")) + " UTC")
              + "  "
              + text(change, "what").replace('-', ' ')
              + revision(change)
              + " by "
              + text(change, "by")
              + (change.has("reason") ? ": " + text(change, "reason") : ""));
      change.path("diff").forEach(this::difference);
    }
  }

  private static String revision(JsonNode change) {
    return change.has("revision") ? " as revision " + change.path("revision").asString() : "";
  }

  private void difference(JsonNode one) {
    var palette = screen.palette();
    var key = "    " + text(one, "key") + ": ";
    if (!one.has("before")) {
      screen.line(key + palette.good(value(one.path("after"))));
    } else if (!one.has("after")) {
      screen.line(key + palette.bad(value(one.path("before"))) + " → taken out");
    } else {
      screen.line(
          key
              + palette.bad(value(one.path("before")))
              + " → "
              + palette.good(value(one.path("after"))));
    }
  }

  private static String value(JsonNode value) {
    var text = Sheet.clean(Telling.json(value)).replace('\n', ' ');
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
