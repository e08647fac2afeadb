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
import dev.holdfast.core.spend.BudgetLine;
import dev.holdfast.core.spend.BudgetTerms.Scope;
import dev.holdfast.core.spend.BudgetTerms.Window;
import dev.holdfast.core.spend.Charge;
import dev.holdfast.core.spend.Share;
import dev.holdfast.core.spend.Usage;
import dev.holdfast.ledger.Origin;
import dev.holdfast.ledger.Submission;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `/v1/spend`: what models have cost.
final class SpendTest {
  private House house;

  /// Three attempts: two of ada's, of which one was not counted, and one of bob's.
  @BeforeEach
  void open() throws InterruptedException {
    house = new House();
    var table = "2026-11";
    var known = new Usage(100, 40, 3, 20, 7);
    spend(
        new Charge.Payer("main/mini", "small", "clerk", "ada", ""),
        new Bill(known, 1_000, "EUR", table, Bill.Billed.KNOWN));
    spend(
        new Charge.Payer("main/big", "large", "clerk", "ada", ""),
        new Bill(Usage.NONE, 0, "EUR", table, Bill.Billed.UNKNOWN));
    spend(
        new Charge.Payer("main/mini", "small", "", "bob", ""),
        new Bill(new Usage(10, 0, 0, 1, 0), 30, "EUR", table, Bill.Billed.KNOWN));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private void spend(Charge.Payer payer, Bill bill) throws InterruptedException {
    var aside = new Amount(500, 5_000);
    var charged = new Charge(payer, aside, bill, List.of()).charged();
    var line = new BudgetLine(Scope.ACTOR, payer.actor(), Window.HOUR);
    var charge = new Charge(payer, aside, bill, List.of(new Share(line, 0, charged)));
    var use = new Use(0, 0, 0, "model:" + payer.model(), Json.EMPTY, "c1");
    var receipt = new Settlement.Receipt(Json.EMPTY, Json.NULL);
    house.desk.submit(
        Submission.of(
            new Origin("node", ""),
            new Order(
                new StreamId(Kind.EFFECT, house.desk.nextKey()),
                new EffectCommand.Report(use, Instant.now(), receipt, charge))));
  }

  private static String today() {
    return LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC).toString();
  }

  /// Parts with calls, those of unknown bill, and cost.
  private static String told(Api.Got got) {
    return got.json()
        .path("items")
        .valueStream()
        .map(item ->
            "%s %d %d %d"
                .formatted(
                    item.path("part").asString(),
                    item.path("calls").asInt(),
                    item.path("unknown").asInt(),
                    item.path("cost").asInt()))
        .collect(Collectors.joining(", "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "agent | - 1 0 30, clerk 2 1 1000",
        "tier  | large 1 1 0, small 2 0 1030",
        "actor | ada 2 1 1000, bob 1 0 30",
        "model | main/big 1 1 0, main/mini 2 0 1030"
      })
  void what_was_spent_is_summed_up_by_one_thing(String by, String told) {
    assertThat(told(house.api.get("/v1/spend?by=" + by))).isEqualTo(told);
  }

  @Test
  void by_day_is_what_nobody_says_otherwise() {
    var got = house.api.get("/v1/spend");
    assertThat(told(got)).isEqualTo(today() + " 3 1 1030");
    assertThat(got.text("/by")).isEqualTo("day");
    var ranged = Duration.between(instant(got, "/from"), instant(got, "/to"));
    assertThat(ranged).isEqualTo(Duration.ofDays(30));
  }

  private static Instant instant(Api.Got got, String path) {
    return Instant.parse(got.text(path));
  }

  @Test
  void tokens_are_told_by_part_and_what_nobody_counted_as_it_was_put_aside() {
    var ada = house.api.get("/v1/spend?by=actor").json().at("/items/0");
    assertThat(ada.path("uncached").asInt()).isEqualTo(100);
    assertThat(ada.path("cacheRead").asInt()).isEqualTo(40);
    assertThat(ada.path("cacheWrite").asInt()).isEqualTo(3);
    assertThat(ada.path("output").asInt()).isEqualTo(20);
    assertThat(ada.path("reasoning").asInt()).isEqualTo(7);
    assertThat(ada.path("tokens").asInt()).isEqualTo(170);
    assertThat(ada.path("chargedTokens").asInt()).isEqualTo(670);
    assertThat(ada.path("chargedMoney").asInt()).isEqualTo(6_000);
    assertThat(ada.path("accepted").asInt()).isZero();
    assertThat(ada.has("costPerAccepted")).isFalse();
  }

  @Test
  void a_range_takes_in_its_beginning_and_not_its_end() {
    var day = LocalDate.parse(today());
    assertThat(told(house.api.get("/v1/spend?from=" + day))).startsWith(today() + " 3");
    assertThat(told(house.api.get("/v1/spend?from=" + day.minusDays(9) + "&to=" + day))).isEmpty();
    assertThat(told(house.api.get("/v1/spend?from=" + day + "T00:00:00Z&to=" + day.plusDays(1))))
        .startsWith(today() + " 3");
  }

  @Test
  void pages_follow_one_another_until_there_is_none() {
    var seen = new ArrayList<String>();
    var cursor = "";
    do {
      var page = house.api.get("/v1/spend?by=actor&limit=1&cursor=" + cursor);
      page.json().path("items").forEach(item -> seen.add(item.path("part").asString()));
      cursor = page.json().path("nextCursor").asString("");
    } while (!cursor.isEmpty());
    assertThat(seen).containsExactly("ada", "bob");
  }

  @Test
  void everything_that_is_wrong_is_told_at_once() {
    var got =
        house.api.get("/v1/spend?by=week&from=2026-12-24&to=2026-11-01&limit=501&colour=blue");
    assertThat(got.status()).isEqualTo(400);
    assertThat(got.json().path("findings").valueStream().map(one -> one.path("where").asString()))
        .containsExactlyInAnyOrder("?by", "?from", "?limit", "?colour");
    var times = house.api.get("/v1/spend?from=yesterday&to=2026-13-01&limit=0");
    assertThat(times.json().path("findings").valueStream().map(one -> one.path("where").asString()))
        .containsExactlyInAnyOrder("?from", "?to", "?limit");
  }

  @Test
  void who_may_not_read_is_told_so() {
    assertThat(house.api.as("").get("/v1/spend").status()).isEqualTo(401);
  }
}
