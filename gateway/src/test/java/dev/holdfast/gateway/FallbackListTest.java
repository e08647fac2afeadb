package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.effect.EffectCommand;
import dev.holdfast.core.effect.Settlement;
import dev.holdfast.core.effect.Use;
import dev.holdfast.core.spend.Amount;
import dev.holdfast.core.spend.Bill;
import dev.holdfast.core.spend.Charge;
import dev.holdfast.ledger.Origin;
import dev.holdfast.ledger.Submission;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which questions went on to another model, and why.
final class FallbackListTest {
  private static final Settlement ANSWERED = new Settlement.Receipt(new Json("{}"), new Json("{}"));

  private House house;

  @BeforeEach
  void open() throws InterruptedException {
    house = new House();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private void tried(String model, String question, int attempt, Settlement end)
      throws InterruptedException {
    var request =
        "{\"asked\":\"small\",\"attempt\":%d,\"sha256\":\"%s\"}".formatted(attempt, question);
    var use = new Use(0, 0, 0, model, new Json(request), "trace-1");
    var payer = new Charge.Payer("main/mini", "small", "", "ada", "");
    var charge = new Charge(payer, Amount.NONE, Bill.NONE, List.of());
    house.desk.submit(
        Submission.of(
            new Origin("node", "n1"),
            new Order(
                new StreamId(Kind.EFFECT, house.desk.nextKey()),
                new EffectCommand.Report(use, Instant.now(), end, charge))));
  }

  @Test
  void what_went_on_is_told_newest_first_with_why() throws InterruptedException {
    tried("model:main/mini", "one", 1, new Settlement.Failure("overloaded", "too busy"));
    tried("model:other/mini", "one", 2, ANSWERED);
    tried("model:main/mini", "two", 1, new Settlement.Doubt("timeout-idle: silent"));
    tried("model:other/mini", "two", 2, new Settlement.Failure("auth", "no key"));
    var items = house.api.get("/v1/fallbacks");
    assertThat(items.json().path("items")).hasSize(2);
    assertThat(items.text("/items/0/from")).isEqualTo("main/mini");
    assertThat(items.text("/items/0/to")).isEqualTo("other/mini");
    assertThat(items.text("/items/0/class")).isEqualTo("timeout-idle");
    assertThat(items.text("/items/0/message")).isEqualTo("silent");
    assertThat(items.text("/items/0/outcome")).isEqualTo("failed");
    assertThat(items.text("/items/1/class")).isEqualTo("overloaded");
    assertThat(items.text("/items/1/outcome")).isEqualTo("answered");
    assertThat(items.text("/items/1/asked")).isEqualTo("small");
    assertThat(items.text("/items/1/actor")).isEqualTo("ada");
    assertThat(items.text("/items/1/correlationId")).isEqualTo("trace-1");
    assertThat(items.text("/items/1/at")).isNotEmpty();
  }

  @Test
  void the_same_model_once_more_is_no_fallback_and_neither_is_another_question()
      throws InterruptedException {
    tried("model:main/mini", "one", 1, new Settlement.Failure("overloaded", "too busy"));
    tried("model:main/mini", "one", 2, ANSWERED);
    tried("model:main/mini", "two", 1, new Settlement.Failure("overloaded", "too busy"));
    tried("model:other/mini", "three", 2, ANSWERED);
    tried("http.get", "four", 1, new Settlement.Failure("reset", "gone"));
    assertThat(house.api.get("/v1/fallbacks").json().path("items")).isEmpty();
  }
}
