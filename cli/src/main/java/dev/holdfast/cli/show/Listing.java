package dev.holdfast.cli.show;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// A list of the API as a table: for each column a heading and where its value is found in an item
/// (a JSON pointer).
public final class Listing {
  private final List<String> headings = new ArrayList<>();
  private final List<String> pointers = new ArrayList<>();

  public Listing column(String heading, String pointer) {
    headings.add(heading);
    pointers.add(pointer);
    return this;
  }

  /// Shows `items`; says `empty` when there are none.
  public void show(JsonNode list, String empty, Screen screen) {
    var table = new Table(headings.toArray(String[]::new));
    for (var item : list.path("items")) {
      table.row(pointers.stream().map(pointer -> text(item.at(pointer))).toArray(String[]::new));
    }
    if (table.isEmpty()) {
      screen.note(empty);
      return;
    }
    table.lines(screen.palette()).forEach(screen::line);
    var cursor = list.path("nextCursor").asString("");
    if (!cursor.isEmpty()) {
      screen.note(screen.palette().quiet("… more: add --cursor " + cursor));
    }
  }

  private static String text(JsonNode value) {
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false).map(Listing::text).toList().stream()
          .reduce((left, right) -> left + ", " + right)
          .orElse("");
    }
    if (value.isObject()) {
      return value.toString();
    }
    return value.isMissingNode() || value.isNull() ? "" : value.asString();
  }
}
