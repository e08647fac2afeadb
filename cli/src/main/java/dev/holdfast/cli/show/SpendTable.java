package dev.holdfast.cli.show;

import static dev.holdfast.cli.show.Telling.text;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// What models have cost, as a table with a bar for each part: of money where something cost any,
/// else of tokens.
public final class SpendTable {
  private static final int BAR = 30;

  private final Screen screen;

  public SpendTable(Screen screen) {
    this.screen = screen;
  }

  public void show(JsonNode page) {
    var currency = text(page, "currency");
    var measure = most(page, "cost") > 0 ? "cost" : "tokens";
    long most = most(page, measure);
    var table =
        new Table(
            text(page, "by").toUpperCase(Locale.ROOT),
            "CALLS",
            "UNKNOWN",
            "TOKENS",
            "COST",
            "PER ACCEPTED",
            measure.equals("cost") ? "OF THE COST" : "OF THE TOKENS");
    for (var part : page.path("items")) {
      table.row(
          text(part, "part"),
          part.path("calls").asString("0"),
          part.path("unknown").asString("0"),
          part.path("tokens").asString("0"),
          Money.of(part.path("cost"), currency),
          Money.of(part.path("costPerAccepted"), currency),
          bar(part.path(measure).asLong(0), most));
    }
    if (table.isEmpty()) {
      screen.note("No model was asked in that time.");
      return;
    }
    table.lines(screen.palette()).forEach(screen::line);
    var cursor = text(page, "nextCursor");
    if (!cursor.isEmpty()) {
      screen.note(screen.palette().quiet("… more: add --cursor " + cursor));
    }
  }

  private static long most(JsonNode page, String measure) {
    long most = 0;
    for (var part : page.path("items")) {
      most = Math.max(most, part.path(measure).asLong(0));
    }
    return most;
  }

  /// Whatever is not nothing shows at least one stroke.
  private static String bar(long value, long most) {
    if (value <= 0 || most <= 0) {
      return "";
    }
    return "█".repeat((int) Math.max(1, Math.round((double) value / most * BAR)));
  }
}
