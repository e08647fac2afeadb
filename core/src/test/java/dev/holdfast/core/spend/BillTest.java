package dev.holdfast.core.spend;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BillTest {
  private static final String MODEL = "main/mini";

  private static PriceTable table(Price price) {
    return new PriceTable("2026-11", "USD", Map.of(MODEL, price));
  }

  @Test
  void the_golden_case_costs_what_it_costs() {
    // 4, 0.40 and 20 USD per million.
    var price = new Price(4_000_000, 400_000, 4_000_000, 20_000_000);
    var usage = new Usage(262_960 - 257_955, 257_955, 0, 1_744, 0);
    var bill = Bill.of(usage, MODEL, table(price));
    assertThat(bill.cost()).isEqualTo(158_082);
    assertThat(bill.billed()).isEqualTo(Bill.Billed.KNOWN);
    assertThat(bill.json().text())
        .isEqualTo(
            """
            {"uncached":5005,"cacheRead":257955,"cacheWrite":0,"output":1744,"reasoning":0,\
            "cost":158082,"currency":"USD","prices":"2026-11","billed":"known"}\
            """);
  }

  @Test
  void thoughts_cost_what_output_costs() {
    var price = new Price(0, 0, 0, 20_000_000);
    assertThat(Bill.cost(new Usage(0, 0, 0, 700, 1_044), price)).isEqualTo(34_880);
  }

  @Test
  void it_is_rounded_up_once_and_not_for_each_part() {
    var price = new Price(1, 1, 1, 1);
    assertThat(Bill.cost(new Usage(1, 1, 1, 1, 1), price)).isEqualTo(1);
    assertThat(Bill.cost(Usage.NONE, price)).isZero();
    assertThat(Bill.cost(new Usage(1_000_000, 1, 0, 0, 0), price)).isEqualTo(2);
  }

  @Test
  void it_is_exact_for_any_numbers() {
    var random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      var usage =
          new Usage(
              random.nextLong(1L << 40),
              random.nextLong(1L << 40),
              random.nextLong(1L << 40),
              random.nextLong(1L << 40),
              random.nextLong(1L << 40));
      var price =
          new Price(
              random.nextLong(1L << 40),
              random.nextLong(1L << 40),
              random.nextLong(1L << 40),
              random.nextLong(1L << 40));
      var exact =
          product(usage.uncached(), price.uncached())
              .add(product(usage.cacheRead(), price.cacheRead()))
              .add(product(usage.cacheWrite(), price.cacheWrite()))
              .add(product(usage.output() + usage.reasoning(), price.output()))
              .movePointLeft(6)
              .setScale(0, RoundingMode.CEILING)
              .min(BigDecimal.valueOf(Long.MAX_VALUE));
      assertThat(Bill.cost(usage, price)).isEqualTo(exact.longValueExact());
    }
  }

  private static BigDecimal product(long tokens, long price) {
    return BigDecimal.valueOf(tokens).multiply(BigDecimal.valueOf(price));
  }

  @Test
  void what_is_more_than_a_number_holds_is_the_largest_one() {
    long most = Long.MAX_VALUE;
    assertThat(Bill.cost(new Usage(most, 0, 0, 0, 0), new Price(most, 0, 0, 0))).isEqualTo(most);
  }

  @Test
  void a_price_that_nobody_knows_is_not_guessed() {
    var bill = Bill.of(new Usage(10, 0, 0, 1, 0), "main/big", table(new Price(1, 1, 1, 1)));
    assertThat(bill.billed()).isEqualTo(Bill.Billed.UNKNOWN);
    assertThat(bill.cost()).isZero();
    assertThat(bill.amount().tokens()).isEqualTo(11);
  }

  @Test
  void a_workspace_without_prices_counts_tokens_alone() {
    var bill = Bill.of(new Usage(10, 0, 0, 1, 0), MODEL, PriceTable.NONE);
    assertThat(bill.billed()).isEqualTo(Bill.Billed.KNOWN);
  }

  @Test
  void what_nobody_counted_is_charged_with_what_was_put_aside() {
    var price = table(new Price(1_000_000, 0, 0, 1_000_000));
    var payer = new Charge.Payer(MODEL, "small", "", "", "");
    var reserved = new Amount(500, 500);
    var some = Bill.of(new Usage(100, 0, 0, 0, 0), MODEL, price);
    assertThat(new Charge(payer, reserved, some.doubted(), java.util.List.of()).charged())
        .isEqualTo(reserved);
    assertThat(new Charge(payer, reserved, some, java.util.List.of()).charged())
        .isEqualTo(new Amount(100, 100));
  }

  @Test
  void an_estimate_is_never_below_the_bill() {
    var random = new Random(11);
    for (int i = 0; i < 5_000; i++) {
      long question = random.nextInt(1_000_000);
      long answer = random.nextInt(100_000);
      long read = random.nextLong(question + 1);
      long written = random.nextLong(question - read + 1);
      long thought = random.nextLong(answer + 1);
      var table =
          table(
              new Price(
                  random.nextInt(10_000_000),
                  random.nextInt(10_000_000),
                  random.nextInt(10_000_000),
                  random.nextInt(10_000_000)));
      var usage = new Usage(question - read - written, read, written, answer - thought, thought);
      assertThat(
              Estimate.of(question, answer, MODEL, table)
                  .covers(Bill.of(usage, MODEL, table).amount()))
          .isTrue();
    }
  }
}
