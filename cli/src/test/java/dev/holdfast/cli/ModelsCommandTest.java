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
  void bare_models_say_who_failed_and_of_whom_nothing_counts_any_more_each_once() {
    var tier =
        """
        {"name":"%s","kind":"tier","asked":"main/mini","models":["a/mute"],"chain":[
          {"model":"a/mute","status":"unfit","why":"failed its examination: no answers","lacks":["answers"]},
          {"model":"b/plain","status":"open","lacks":["tools","window"]},
          {"model":"c/old","status":"open","outdated":"its version '2' was '1'"},
          {"model":"d/good","status":"open","examined":"2026-11-24T03:00:00Z"}]}\
        """;
    var tiers = tier.formatted("small") + "," + tier.formatted("large");
    terminal.server.on("GET /v1/tiers", 200, "{\"items\":[" + tiers + "]}");
    assertThat(terminal.ask("models")).isZero();
    assertThat(terminal.out.toString().lines())
        .containsOnlyOnce(
            "a/mute is asked by nobody: failed its examination: no answers",
            "b/plain is not asked for what needs tools, window",
            "c/old: what was found counts no longer, its version '2' was '1'",
            "Next: holdfast models check a/mute b/plain c/old")
        .noneMatch(line -> line.startsWith("d/good"));
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

  private static String found(String model, String tools, String more) {
    return """
    {"model":"%s","status":"%s","counts":true,"found":"%s","at":"2026-11-24T03:00:00.123Z","traits":[
      {"aspect":"present","result":"passed","seen":"it answers"},{"aspect":"answers","result":"passed","seen":"5 of 5"},
      {"aspect":"streams","result":"passed","seen":"in 9 pieces"},{"aspect":"tools","result":"%s","seen":"does not use it"},
      {"aspect":"schema","result":"passed","seen":"kept to it"},{"aspect":"window","result":"passed","seen":"read 7900","untold":"the key was refused"}],
     "window":7900,"pace":{"asks":5,"firstP50Millis":10,"firstP95Millis":20,"totalP50Millis":30,"totalP95Millis":40,"tokensPerSecond":55}%s}
    """
        .formatted(
            model,
            tools.equals("passed") ? "viable" : "flawed",
            tools.equals("passed") ? "viable" : "flawed",
            tools,
            more);
  }

  @Test
  void a_check_waits_for_each_model_and_shows_what_it_can() {
    terminal
        .server
        .on(
            "POST /v1/viability/check",
            202,
            "{\"items\":[{\"model\":\"main/mini\",\"status\":\"wanted\"},{\"model\":\"local/org/qwen\",\"status\":\"wanted\"}]}")
        .on("GET /v1/viability/main/mini", 200, found("main/mini", "passed", ""))
        .on("GET /v1/viability/local/org/qwen", 200, found("local/org/qwen", "failed", ""));
    assertThat(terminal.ask("models", "check", "small")).isEqualTo(1);
    assertThat(terminal.server.seen.getFirst()).contains("[\"small\"]");
    assertThat(terminal.out.toString().lines())
        .anySatisfy(line ->
            assertThat(line)
                .contains("main/mini", "viable", "yes", "7900", "10/20 ms", "30/40 ms", "55")
                .contains("2026-11-24T03:00:00Z")
                .doesNotContain("NO"))
        .anySatisfy(line -> assertThat(line).contains("local/org/qwen", "flawed", "NO"))
        .contains("local/org/qwen tools: does not use it");
    assertThat(terminal.err.toString()).contains("examining main/mini", "main/mini is viable");
  }

  @Test
  void what_is_known_is_shown_without_asking_and_all_good_is_good() {
    terminal.server.on(
        "GET /v1/viability", 200, "{\"items\":[" + found("main/mini", "passed", "") + "]}");
    assertThat(terminal.ask("models", "check", "--known")).isZero();
    assertThat(terminal.server.seen).hasSize(1);
    assertThat(terminal.out.toString()).contains("looked at anew", "the key was refused");
  }

  @Test
  void drift_and_what_counts_no_longer_are_said_below() {
    var drifted = found("main/mini", "passed", ",\"drift\":[\"answers canary 1 otherwise\"]");
    var old =
        "{\"model\":\"main/old\",\"status\":\"outdated\",\"counts\":false,\"found\":\"viable\",\"why\":\"it"
            + " is of yesterday\"}";
    terminal.server.on("GET /v1/viability", 200, "{\"items\":[" + drifted + "," + old + "]}");
    assertThat(terminal.ask("models", "check", "--known")).isEqualTo(1);
    assertThat(terminal.out.toString().lines())
        .contains("main/mini drift: answers canary 1 otherwise")
        .contains("main/old is outdated: it is of yesterday");
  }

  @Test
  void a_model_that_nobody_knows_is_told_and_costs_nothing() {
    terminal.server.on(
        "POST /v1/viability/check",
        400,
        "{\"title\":\"t\",\"status\":400,\"code\":\"invalid\",\"cause\":\"models: the workspace has"
            + " no tier, class or provider for"
            + " 'huge'\",\"impact\":\"Nothing.\",\"nextAction\":\"Correct it.\"}");
    assertThat(terminal.ask("models", "check", "huge")).isNotZero();
    assertThat(terminal.err.toString()).contains("'huge'");
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
