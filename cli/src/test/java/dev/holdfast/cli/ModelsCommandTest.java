package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelsCommandTest {
  private static final String TIER =
      """
      {"name":"small","kind":"tier","asked":"main/mini","models":["local/qwen3","main/mini"],"chain":[
        {"model":"local/qwen3","status":"cooling","why":"model:local/qwen3: network (refused)","until":"2099-01-01T00:00:00Z"},
        {"model":"main/mini","status":"open"}]}\
      """;

  @TempDir private Path folder;
  private Terminal terminal;

  @BeforeEach
  void start() throws IOException {
    terminal = new Terminal(folder);
  }

  @AfterEach
  void stop() {
    terminal.close();
  }

  @Test
  void bare_models_say_who_is_asked_now() {
    terminal.server.on("GET /v1/tiers", 200, "{\"items\":[" + TIER + "]}");
    assertThat(terminal.ask("models")).isZero();
    assertThat(terminal.out.toString())
        .contains("ASKED NOW", "main/mini", "local/qwen3, main/mini");
  }

  @Test
  void a_chain_shows_the_order_and_why_one_is_passed_by() {
    terminal.server.on("GET /v1/tiers/small", 200, TIER);
    assertThat(terminal.ask("models", "chain", "small")).isZero();
    assertThat(terminal.out.toString().lines())
        .anySatisfy(
            line -> assertThat(line).contains("local/qwen3", "cooling", "network (refused)"))
        .anySatisfy(line -> assertThat(line).contains("main/mini", "open"));
  }

  @Test
  void what_is_left_alone_is_listed_and_released_with_a_reason() {
    terminal
        .server
        .on(
            "GET /v1/cooldowns",
            200,
            "{\"items\":[{\"scope\":\"key:main\",\"status\":\"cooling\",\"class\":\"auth\"}]}")
        .on("POST /v1/cooldowns/release", 200, "{\"scope\":\"key:main\",\"status\":\"clear\"}");
    assertThat(terminal.ask("models", "cooldowns")).isZero();
    assertThat(terminal.out.toString()).contains("key:main", "auth");
    assertThat(terminal.ask("models", "release", "key:main", "--reason", "new key")).isZero();
    assertThat(terminal.server.seen.getLast()).contains("new key", "key:main");
  }

  @Test
  void what_was_spent_is_a_table_with_bars() {
    terminal.server.on(
        "GET /v1/spend?by=agent&from=2026-11-01",
        200,
        """
        {"by":"agent","currency":"EUR","items":[
          {"part":"concierge","calls":12,"unknown":1,"tokens":5000,"cost":158082,"costPerAccepted":15809},
          {"part":"scout","calls":1,"unknown":0,"tokens":10,"cost":52694},
          {"part":"idle","calls":0,"unknown":0,"tokens":0,"cost":0}]}
        """);
    assertThat(terminal.ask("models", "spend", "--by", "agent", "--from", "2026-11-01")).isZero();
    assertThat(terminal.out.toString().lines())
        .anySatisfy(line -> assertThat(line).contains("concierge", "0.158082 EUR", "█".repeat(30)))
        .anySatisfy(line -> assertThat(line).contains("scout").endsWith(" " + "█".repeat(10)))
        .anySatisfy(line -> assertThat(line).contains("idle").doesNotContain("█"));
  }

  @Test
  void where_nothing_cost_money_the_bars_are_tokens() {
    terminal.server.on(
        "GET /v1/spend?by=day",
        200,
        "{\"by\":\"day\",\"currency\":\"\",\"items\":[{\"part\":\"2026-11-23\",\"calls\":2,\"tokens\":7,\"cost\":0}]}");
    assertThat(terminal.ask("models", "spend")).isZero();
    assertThat(terminal.out.toString()).contains("OF THE TOKENS", "█");
  }

  @Test
  void budgets_say_what_they_bear_and_have_left() {
    terminal.server.on(
        "GET /v1/budgets?limit=500",
        200,
        """
        {"currency":"EUR","nextCursor":null,"lines":[],"items":[
          {"budget":"actor:ada/hour","status":"warned","borne":{"tokens":850,"money":120000},"leased":{"tokens":50,"money":0},
           "left":{"tokens":100,"money":80000},"limit":{"tokens":1000,"money":200000},"end":"2026-11-23T10:00:00Z"}]}
        """);
    assertThat(terminal.ask("models", "budgets")).isZero();
    assertThat(terminal.out.toString().lines())
        .anySatisfy(line ->
            assertThat(line)
                .contains("actor:ada/hour", "warned", "850 tokens, 0.12 EUR")
                .contains("100 tokens, 0.08 EUR", "1000 tokens, 0.2 EUR"));
  }

  @Test
  void fallbacks_say_from_whom_to_whom_and_why() {
    terminal.server.on(
        "GET /v1/fallbacks",
        200,
        "{\"items\":[{\"at\":\"2026-11-23T09:00:00Z\",\"from\":\"main/mini\",\"to\":\"local/qwen3\",\"outcome\":\"answered\",\"asked\":\"small\",\"class\":\"overloaded\",\"message\":\"too"
            + " busy\"}]}");
    assertThat(terminal.ask("models", "fallbacks")).isZero();
    assertThat(terminal.out.toString())
        .contains("main/mini", "local/qwen3", "answered", "overloaded", "too busy");
  }
}
