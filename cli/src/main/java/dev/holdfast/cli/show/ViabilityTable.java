package dev.holdfast.cli.show;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What is known of models as a table, and below it, one by one, what they cannot.
public final class ViabilityTable {
  private static final List<String> ASPECTS =
      List.of("present", "answers", "streams", "tools", "schema", "window");

  private final Screen screen;

  public ViabilityTable(Screen screen) {
    this.screen = screen;
  }

  public void show(Iterable<JsonNode> models) {
    var headings = new ArrayList<>(List.of("MODEL", "FOUND"));
    ASPECTS.stream()
        .map(aspect -> aspect.toUpperCase(java.util.Locale.ROOT))
        .forEach(headings::add);
    headings.addAll(List.of("FIRST p50/p95", "TOTAL p50/p95", "TOKENS/s", "EXAMINED"));
    var table = new Table(headings.toArray(String[]::new));
    models.forEach(model -> table.row(row(model)));
    if (table.isEmpty()) {
      screen.note("No models to examine: no tier names one.");
      return;
    }
    table.lines(screen.palette()).forEach(screen::line);
    models.forEach(this::tell);
  }

  private static String[] row(JsonNode model) {
    var cells = new ArrayList<String>();
    cells.add(text(model, "model"));
    cells.add(found(model));
    ASPECTS.forEach(aspect -> cells.add(cell(model, aspect)));
    var pace = model.path("pace");
    boolean isMeasured = pace.path("asks").asLong(0) > 0;
    cells.add(isMeasured ? millis(pace, "firstP50Millis", "firstP95Millis") : "");
    cells.add(isMeasured ? millis(pace, "totalP50Millis", "totalP95Millis") : "");
    long speed = pace.path("tokensPerSecond").asLong(0);
    cells.add(speed == 0 ? "" : Long.toString(speed));
    cells.add(text(model, "at").replaceAll("\\.\\d+Z$", "Z"));
    return cells.toArray(String[]::new);
  }

  /// What was found, unless that counts no longer.
  private static String found(JsonNode model) {
    return model.path("counts").asBoolean(false) ? text(model, "found") : text(model, "status");
  }

  private static String cell(JsonNode model, String aspect) {
    for (var trait : model.path("traits")) {
      if (text(trait, "aspect").equals(aspect)) {
        return switch (text(trait, "result")) {
          case "passed" -> aspect.equals("window") ? model.path("window").asString("yes") : "yes";
          case "failed" -> "NO";
          default -> "?";
        };
      }
    }
    return "";
  }

  private static String millis(JsonNode pace, String first, String second) {
    return pace.path(first).asString("") + "/" + pace.path(second).asString("") + " ms";
  }

  /// What it cannot, what could not be told, and what is another than before.
  private void tell(JsonNode model) {
    var name = text(model, "model");
    for (var trait : model.path("traits")) {
      var words = name + " " + text(trait, "aspect") + ": " + text(trait, "seen");
      switch (text(trait, "result")) {
        case "failed" -> screen.line(screen.palette().bad(words));
        case "untried" -> screen.line(screen.palette().doubtful(words));
        default -> {
          // There is no more to say.
        }
      }
    }
    model
        .path("traits")
        .valueStream()
        .map(trait -> text(trait, "untold"))
        .filter(why -> !why.isEmpty())
        .findFirst()
        .ifPresent(why ->
            screen.line(
                screen
                    .palette()
                    .doubtful(
                        name + " could not be looked at anew, this was found before: " + why)));
    for (var drift : model.path("drift")) {
      screen.line(screen.palette().doubtful(name + " drift: " + drift.asString("")));
    }
    var why = text(model, "why");
    if (text(model, "status").equals("outdated")) {
      screen.line(screen.palette().doubtful(name + " is outdated: " + why));
    }
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asString("");
  }
}
