package dev.holdfast.control.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Expressions.Rendered;
import dev.holdfast.core.Expressions.Truth;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CelExpressionsTest {
  private static final CelExpressions EXPRESSIONS = new CelExpressions();
  private static final Json OUTPUT =
      new Json(
          """
          {"status": 200, "millis": 12, "ratio": 1.0, "big": 12345678901234567890, "none": null,
           "items": [{"name": "a"}, "b"], "text": "fine", "ok": true}\
          """);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "output.millis >= 0 && output.millis < 60000",
        "output.status == 200",
        "output.ratio == 1",
        "output.ratio > 0.5",
        "output.big > 1",
        "output.none == null",
        "!has(output.missing)",
        "output.items.size() == 2",
        "output.items[0].name == 'a'",
        "output.items.exists(i, i == 'b')",
        "output.text.startsWith('f') && output.ok",
        "evidence.exists(e, e.kind == 'tool' && e.ref.matches('^http'))",
        "attempts == 1",
        "input.text == 'hi'",
        "duration('60s') > duration('59s')",
      })
  void what_holds_is_seen_to_hold(String expression) {
    assertThat(EXPRESSIONS.check(expression, Environment.CHECK)).isEmpty();
    assertThat(EXPRESSIONS.test(expression, facts())).isEqualTo(new Truth.Holds());
  }

  @Test
  void what_does_not_hold_fails() {
    assertThat(EXPRESSIONS.test("output.millis > 12", facts())).isEqualTo(new Truth.Fails());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "output.missing > 1",
        "output.text > 1",
        "output.status",
        "1 / (attempts - 1) > 0"
      })
  void what_cannot_be_evaluated_errs(String expression) {
    assertThat(EXPRESSIONS.test(expression, facts())).isInstanceOf(Truth.Errs.class);
  }

  @Test
  void a_fact_that_is_not_json_errs_only_where_it_is_asked_for() {
    var facts =
        Map.<String, Object>of(
            "output", new Json("{"), "input", Json.NULL, "attempts", 1L, "evidence", List.of());
    assertThat(EXPRESSIONS.test("output.a == 1", facts)).isInstanceOf(Truth.Errs.class);
    assertThat(EXPRESSIONS.test("attempts == 1", facts)).isEqualTo(new Truth.Holds());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "output.millis >",
        "outptu.millis > 1",
        "attempts > 'a'",
        "attempts",
        "'text'",
        "verdict == 'reject'",
        "evidence.exists(e, e.kind == 1)",
      })
  void what_is_wrongly_written_is_found_at_the_load(String expression) {
    assertThat(EXPRESSIONS.check(expression, Environment.CHECK)).isNotEmpty();
    assertThat(EXPRESSIONS.test(expression, facts())).isInstanceOf(Truth.Errs.class);
  }

  @Test
  void a_finding_says_line_and_column() {
    assertThat(EXPRESSIONS.check("attempts > 0 &&\n  outptu.x", Environment.CHECK))
        .extracting(Finding::where)
        .containsExactly("2:3");
  }

  @Test
  void long_deep_and_endless_expressions_are_refused() {
    var longOne = "attempts > 0" + " && attempts > 0".repeat(400);
    var deep = "(".repeat(500) + "true" + ")".repeat(500);
    assertThat(EXPRESSIONS.check(longOne, Environment.CHECK)).isNotEmpty();
    assertThat(EXPRESSIONS.check(deep, Environment.CHECK)).isNotEmpty();
    var ones = new Json("[" + "1,".repeat(999) + "1]");
    var facts =
        Map.<String, Object>of(
            "output", ones, "input", Json.NULL, "attempts", 1L, "evidence", List.of());
    assertThat(EXPRESSIONS.test("output.all(a, output.all(b, b == 1))", facts))
        .isInstanceOf(Truth.Errs.class);
  }

  @Test
  void each_place_has_its_own_names() {
    assertThat(EXPRESSIONS.check("text.startsWith('/site')", Environment.ROUTE)).isEmpty();
    assertThat(EXPRESSIONS.check("payload.kind == 'x'", Environment.ROUTE)).isEmpty();
    assertThat(EXPRESSIONS.check("output.x == 1", Environment.ROUTE)).isNotEmpty();
    assertThat(EXPRESSIONS.check("attempts >= 2 || verdict == 'reject'", Environment.ESCALATION))
        .isEmpty();
    assertThat(EXPRESSIONS.check("fault == 'timeout'", Environment.ESCALATION)).isEmpty();
    assertThat(
            EXPRESSIONS.test(
                "attempts >= 2 || fault == 'timeout'",
                Map.of("attempts", 1L, "verdict", "expired", "fault", "timeout")))
        .isEqualTo(new Truth.Holds());
  }

  @Test
  void constants_are_recognised_whatever_stands_beside_them() {
    assertThat(route("true")).isEqualTo(Constancy.ALWAYS_TRUE);
    assertThat(route("1 > 2")).isEqualTo(Constancy.ALWAYS_FALSE);
    assertThat(route("channel == 'a' && false")).isEqualTo(Constancy.ALWAYS_FALSE);
    assertThat(route("text.startsWith('x') || true")).isEqualTo(Constancy.ALWAYS_TRUE);
    assertThat(route("channel == 'a'")).isEqualTo(Constancy.VARIES);
  }

  @Test
  void a_value_that_breaks_its_schema_is_found_with_its_place() {
    var schema =
        new Json(
            """
            {"type": "object", "required": ["status"], "additionalProperties": false,
             "properties": {"status": {"type": "integer"}, "mail": {"format": "email"}}}\
            """);
    assertThat(EXPRESSIONS.violations(schema, new Json("{\"status\": 1}"))).isEmpty();
    assertThat(EXPRESSIONS.violations(schema, new Json("{\"status\": \"1\", \"mail\": \"no\"}")))
        .extracting(Finding::where)
        .containsExactlyInAnyOrder("/status", "/mail");
    assertThat(EXPRESSIONS.violations(schema, new Json("{\"other\": 1}"))).hasSize(2);
    assertThat(EXPRESSIONS.violations(schema, new Json("{"))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "1",
        "{\"type\": \"objekt\"}",
        "{\"required\": \"a\"}",
        "{\"pattern\": \"(\"}",
        "{\"pattern\": \"(?=a)b\"}",
        "{\"$ref\": \"http://127.0.0.1:1/schema\"}",
        "{\"$ref\": \"#/$defs/none\"}",
      })
  void a_broken_schema_is_found_at_the_load(String schema) {
    assertThat(EXPRESSIONS.checkSchema(new Json(schema))).isNotEmpty();
    assertThat(EXPRESSIONS.violations(new Json(schema), Json.EMPTY)).isNotEmpty();
  }

  @Test
  void schemas_do_not_see_each_other() {
    var named = "{\"$id\": \"urn:a\", \"type\": \"%s\"}";
    assertThat(EXPRESSIONS.violations(new Json(named.formatted("string")), new Json("1")))
        .hasSize(1);
    assertThat(EXPRESSIONS.violations(new Json(named.formatted("integer")), new Json("1")))
        .isEmpty();
    assertThat(EXPRESSIONS.checkSchema(new Json("{\"$ref\": \"urn:a\"}"))).isNotEmpty();
  }

  @Test
  void a_schema_or_value_nested_ten_thousand_deep_is_refused() {
    var deep = "[".repeat(10_000) + "]".repeat(10_000);
    var object = "{\"not\":".repeat(10_000) + "{}" + "}".repeat(10_000);
    var recursive = new Json("{\"items\": {\"$ref\": \"#\"}}");
    assertThat(EXPRESSIONS.violations(new Json("true"), new Json(deep))).isNotEmpty();
    assertThat(EXPRESSIONS.checkSchema(new Json(object))).isNotEmpty();
    assertThat(EXPRESSIONS.violations(recursive, new Json(deep))).isNotEmpty();
    assertThat(EXPRESSIONS.checkSchema(new Json("{\"$ref\": \"#\"}"))).isEmpty();
    assertThat(EXPRESSIONS.violations(new Json("{\"$ref\": \"#\"}"), Json.EMPTY)).isNotEmpty();
  }

  @Test
  void a_template_is_filled() {
    assertThat(render("Site answered {output.status} in {output.millis} ms"))
        .isEqualTo(new Rendered.Text("Site answered 200 in 12 ms"));
    assertThat(render("{output.items.0.name}{output.items.1} {{x} {output.items.0}"))
        .isEqualTo(new Rendered.Text("ab {x} {\"name\":\"a\"}"));
  }

  @Test
  void a_place_without_a_value_is_a_finding() {
    assertThat(render("{output.missing} {output.none} {output.items.9} {other}"))
        .isInstanceOfSatisfying(
            Rendered.Missing.class, missing -> assertThat(missing.findings()).hasSize(4));
  }

  @Test
  void a_wrong_template_is_found_at_the_load() {
    var known = Set.of("output");
    assertThat(EXPRESSIONS.checkTemplate("{output.x} {{", known)).isEmpty();
    assertThat(EXPRESSIONS.checkTemplate("{outptu.x}", known)).hasSize(1);
    assertThat(EXPRESSIONS.checkTemplate("{output.x", known)).hasSize(1);
    assertThat(EXPRESSIONS.checkTemplate("{ }", known)).hasSize(1);
    assertThat(EXPRESSIONS.checkTemplate("x".repeat(20_000), known)).hasSize(1);
  }

  @Test
  void an_output_without_a_template_is_its_text_or_itself() {
    assertThat(EXPRESSIONS.plain(OUTPUT)).isEqualTo("fine");
    assertThat(EXPRESSIONS.plain(new Json("{\"text\":1}"))).isEqualTo("{\"text\":1}");
    assertThat(EXPRESSIONS.plain(new Json("\"a\""))).isEqualTo("\"a\"");
    assertThat(EXPRESSIONS.plain(new Json("{"))).isEqualTo("{");
  }

  private static Constancy route(String when) {
    return EXPRESSIONS.constancy(when, Environment.ROUTE);
  }

  private static Rendered render(String template) {
    return EXPRESSIONS.render(template, Map.of("output", OUTPUT));
  }

  private static Map<String, Object> facts() {
    var evidence = Map.of("kind", "tool", "ref", "http.get", "sha256", "", "summary", "");
    return Map.of(
        "output",
        OUTPUT,
        "input",
        new Json("{\"text\": \"hi\"}"),
        "attempts",
        1L,
        "evidence",
        List.of(evidence));
  }
}
