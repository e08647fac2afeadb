package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Order;
import dev.holdfast.core.spend.Amount;
import dev.holdfast.core.spend.BudgetCommand;
import dev.holdfast.core.spend.BudgetLine;
import dev.holdfast.core.spend.BudgetTerms.Scope;
import dev.holdfast.core.spend.BudgetTerms.Window;
import dev.holdfast.ledger.Origin;
import dev.holdfast.ledger.Submission;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/// How far the budgets reach.
final class BudgetListTest {
  private static final BudgetLine ADA = new BudgetLine(Scope.ACTOR, "ada", Window.HOUR);

  private static void tell(House house, BudgetCommand command) throws InterruptedException {
    house.desk.submit(Submission.of(new Origin("node", "n1"), new Order(ADA.stream(), command)));
  }

  private static void lease(House house, long tokens) throws InterruptedException {
    var amount = new Amount(tokens, 0);
    tell(house, new BudgetCommand.Lease(ADA, "node", amount, amount, Duration.ofMinutes(10)));
  }

  @Test
  void a_budget_tells_what_it_bears_has_leased_and_has_left() throws InterruptedException {
    try (var house = new House()) {
      lease(house, 400);
      tell(house, new BudgetCommand.Settle(ADA, 1, new Amount(150, 0)));
      var budgets = house.api.get("/v1/budgets");
      assertThat(budgets.text("/items/0/budget")).isEqualTo("actor:ada/hour");
      assertThat(budgets.text("/items/0/subject")).isEqualTo("ada");
      assertThat(budgets.text("/items/0/status")).isEqualTo("quiet");
      var budget = budgets.json().at("/items/0");
      assertThat(budget.at("/limit/tokens").asLong()).isEqualTo(1_000);
      assertThat(budget.at("/borne/tokens").asLong()).isEqualTo(150);
      assertThat(budget.at("/leased/tokens").asLong()).isEqualTo(250);
      assertThat(budget.at("/left/tokens").asLong()).isEqualTo(600);
      assertThat(budget.path("limit").has("money")).as("no limit on money").isFalse();
      assertThat(budget.path("warnAt").asInt()).isEqualTo(80);
      assertThat(budget.path("escalate").asString()).isEqualTo("ops");
    }
  }

  @Test
  void one_past_its_threshold_is_found_by_its_status() throws InterruptedException {
    try (var house = new House()) {
      lease(house, 900);
      tell(house, new BudgetCommand.Settle(ADA, 1, new Amount(850, 0)));
      assertThat(house.api.get("/v1/budgets?status=warned").json().path("items")).hasSize(1);
      assertThat(house.api.get("/v1/budgets?status=quiet").json().path("items")).isEmpty();
    }
  }

  @Test
  void the_workspaces_lines_stand_beside_and_a_window_that_is_over_is_not_listed()
      throws InterruptedException {
    InstantSource later = () -> Instant.now().plus(Duration.ofHours(1));
    try (var house = new House(later)) {
      lease(house, 400);
      var budgets = house.api.get("/v1/budgets").json();
      assertThat(budgets.path("items")).isEmpty();
      assertThat(budgets.at("/lines/0/scope").asString()).isEqualTo("actor");
      assertThat(budgets.at("/lines/0/per").asString()).isEqualTo("hour");
      assertThat(budgets.at("/lines/0/limit/tokens").asLong()).isEqualTo(1_000);
    }
  }
}
