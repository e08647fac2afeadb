package dev.holdfast.cli.show;

import java.util.ArrayList;
import tools.jackson.databind.JsonNode;

/// The books as a table: left, right, and a plain word on each line and below.
public final class Books {
  private final Screen screen;

  public Books(Screen screen) {
    this.screen = screen;
  }

  public void show(JsonNode answer) {
    var table = new Table("BOOK", "NAME", "LEFT", "RIGHT", "TERMS", "");
    for (var book : answer.path("books")) {
      table.row(
          book.path("id").asString(),
          book.path("name").asString(),
          String.valueOf(count(book.path("left"))),
          String.valueOf(count(book.path("right"))),
          terms(book.path("right")),
          book.path("balanced").asBoolean(false) ? "✓" : "✗ DOES NOT BALANCE");
    }
    table.lines(screen.palette()).forEach(screen::line);
    screen.line("");
    screen.line(verdict(answer));
  }

  private String verdict(JsonNode answer) {
    int books = answer.path("books").size();
    var asOf = answer.path("asOf").asString("");
    return answer.path("balanced").asBoolean(false)
        ? screen.palette().good("✓ balanced") + ": all " + books + " books, as of " + asOf
        : screen.palette().bad("✗ NOT BALANCED")
            + ": this is a defect of Holdfast. Keep the data folder, run 'holdfast ledger verify',"
            + " and report it.";
  }

  private static long count(JsonNode side) {
    if (side.isNumber()) {
      return side.asLong();
    }
    long sum = 0;
    for (var term : side) {
      sum += term.asLong();
    }
    return sum;
  }

  /// The terms that count something, the largest first as the API orders them.
  private static String terms(JsonNode side) {
    var terms = new ArrayList<String>();
    if (side.isObject()) {
      for (var term : side.properties()) {
        if (term.getValue().asLong() != 0) {
          terms.add(term.getValue().asLong() + " " + term.getKey());
        }
      }
    }
    return terms.isEmpty() ? "-" : String.join(", ", terms);
  }
}
