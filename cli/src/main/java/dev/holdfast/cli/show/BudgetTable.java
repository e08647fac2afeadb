package dev.holdfast.cli.show;

import static dev.holdfast.cli.show.Telling.text;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// How far budgets reach: what each bears, has leased and has left in its window.
public final class BudgetTable {
  private final Screen screen;

  public BudgetTable(Screen screen) {
    this.screen = screen;
  }

  public void show(JsonNode page) {
    var currency = text(page, "currency");
    var table = new Table("BUDGET", "STATUS", "BORNE", "LEASED", "LEFT", "LIMIT", "UNTIL");
    for (var budget : page.path("items")) {
      table.row(
          text(budget, "budget"),
          text(budget, "status"),
          amount(budget.path("borne"), currency),
          amount(budget.path("leased"), currency),
          amount(budget.path("left"), currency),
          amount(budget.path("limit"), currency),
          text(budget, "end"));
    }
    if (table.isEmpty()) {
      screen.note(
          page.path("lines").isEmpty()
              ? "The workspace sets no limit: models.budgets."
              : "Nothing was wanted of any budget in its present window.");
      return;
    }
    table.lines(screen.palette()).forEach(screen::line);
    if (!text(page, "nextCursor").isEmpty()) {
      screen.note(screen.palette().quiet("… more: GET /v1/budgets?cursor="));
    }
  }

  private static String amount(JsonNode amount, String currency) {
    var tokens = amount.has("tokens") ? amount.path("tokens").asString("0") + " tokens" : "";
    return Stream.of(tokens, Money.of(amount.path("money"), currency))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }
}
