package dev.holdfast.control.workspace;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.control.expressions.CelExpressions;
import dev.holdfast.core.Finding;
import dev.holdfast.core.config.AgentSpec;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.core.models.Abilities;
import dev.holdfast.core.models.Addressee;
import dev.holdfast.core.models.Escalation;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.Patience;
import dev.holdfast.core.models.TaskClass;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ModelReadingTest {
  private static final String HEAD =
      """
      holdfast: 1
      models:
        providers: {a: {kind: practice}, b: {kind: practice}}
        tiers: {small: [a/x, b/org/y], large: [b/z]}
      """;

  @TempDir private Path folder;

  private WorkspaceReading read(String yaml) {
    return new WorkspaceFile(new CelExpressions()).read(yaml, folder);
  }

  private Workspace workspace(String yaml) {
    return ((WorkspaceReading.Read) read(HEAD + yaml)).workspace();
  }

  private AgentSpec.Model agent(String keys) {
    var workspace = workspace("agents: {me: {kind: model, " + keys + "}}\nlanes: {heavy: {}}");
    return (AgentSpec.Model) workspace.agents().get("me");
  }

  @Test
  void a_tier_keeps_its_order() {
    var models = workspace("agents: {me: {kind: worker}}").policy().models();
    assertThat(models.chain(new Addressee.Tier("small")))
        .containsExactly(new ModelId("a", "x"), new ModelId("b", "org/y"));
    assertThat(models.chain(new Addressee.Tier("none"))).isEmpty();
  }

  @Test
  void a_budget_says_from_where_on_which_smaller_tier_answers() {
    var budgets =
        workspace(
                """
                  budgets:
                    - {scope: actor, per: day, tokens: 9, lower: {at: 95%, to: small}}
                    - {scope: run, per: day, tokens: 9, warn: 93%, lower: {to: small}}
                    - {scope: agent, per: day, tokens: 9, lower: {to: small}}
                    - {scope: session, per: day, tokens: 9}
                agents: {me: {kind: worker}}
                """)
            .policy()
            .models()
            .budgets();
    assertThat(budgets)
        .extracting(terms -> terms.lowerAt() + terms.lowerTier())
        .containsExactly("95small", "93small", "90small", "0");
  }

  @Test
  void what_a_class_does_not_say_is_as_in_the_built_in_one() {
    var models =
        workspace(
                """
                  classes:
                    interactive: {tier: small, total: 2m}
                    slow: {first: 1h}
                agents: {me: {kind: worker}}
                """)
            .policy()
            .models();
    assertThat(models.classes())
        .isEqualTo(
            Map.of(
                "interactive",
                new TaskClass(
                    "small",
                    new Patience(ofSeconds(5), ofSeconds(20), ofSeconds(15), ofMinutes(2))),
                "slow",
                new TaskClass(
                    "", new Patience(ofSeconds(10), ofHours(1), ofSeconds(30), ofMinutes(5))),
                "routine",
                models.work("routine"),
                "heavy",
                models.work("heavy")));
    assertThat(models.chain(new Addressee.Work("interactive"))).hasSize(2);
    assertThat(models.chain(new Addressee.Work("slow"))).isEmpty();
  }

  @Test
  void a_written_name_means_a_tier_then_a_class_then_a_model() {
    var models = workspace("agents: {me: {kind: worker}}").policy().models();
    assertThat(models.addressee("small")).contains(new Addressee.Tier("small"));
    assertThat(models.addressee("routine")).contains(new Addressee.Work("routine"));
    assertThat(models.addressee("b/org/y")).contains(new Addressee.One(new ModelId("b", "org/y")));
    assertThat(models.addressee("tiny")).isEmpty();
  }

  @Test
  void abilities_are_told_or_assumed() {
    var models =
        workspace(
                """
                  abilities:
                    b/org/y: {window: 128000, answerMax: 16000, images: false, prefill: false}
                  contentPolicy: next
                agents: {me: {kind: worker}}
                """)
            .policy()
            .models();
    assertThat(models.abilities(new ModelId("b", "org/y")))
        .isEqualTo(new Abilities(128_000, 16_000, true, true, false, false));
    assertThat(models.abilities(new ModelId("a", "x"))).isEqualTo(Abilities.ASSUMED);
    assertThat(models.passContentPolicy()).isTrue();
  }

  @Test
  void an_agent_s_class_is_told_or_its_lane_s_or_the_usual() {
    assertThat(agent("tier: small, class: interactive").taskClass()).isEqualTo("interactive");
    assertThat(agent("tier: small, lane: heavy").taskClass()).isEqualTo("heavy");
    assertThat(agent("tier: small").taskClass()).isEqualTo("routine");
  }

  @Test
  void an_agent_says_when_a_stronger_tier_goes_on() {
    assertThat(agent("tier: small, escalateTier: {to: large, when: 'input.tokens > 10'}"))
        .isEqualTo(
            new AgentSpec.Model(
                new Addressee.Tier("small"),
                "routine",
                new Escalation("large", "input.tokens > 10"),
                ""));
    assertThat(agent("model: a/x").escalation()).isEqualTo(Escalation.NONE);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments("tiers: {t: [a/x, a/x]}", "has the model 'a/x' twice"),
        arguments("tiers: {t: [a/x, c/y]}", "refers to no provider 'c'"),
        arguments("classes: {slow: {tier: t}}", "refers to no tier 't'"),
        arguments("classes: {slow: {total: 3h}}", "at most 2h"),
        arguments("abilities: {c/x: {}}", "refers to no provider 'c'"),
        arguments("abilities: {x: {}}", "must be a model like provider/name"),
        arguments("contentPolicy: later", "is unknown"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void what_leads_nowhere_is_refused(String models, String what) {
    var yaml =
        "holdfast: 1\nagents: {me: {kind: worker}}\nmodels:\n  providers: {a: {kind: practice}}\n  "
            + models;
    refuses(yaml, what);
  }

  static Stream<Arguments> wrongAgents() {
    return Stream.of(
        arguments("class: slow", "refers to no class 'slow'"),
        arguments("class: heavy", "has no tier that serves it"),
        arguments("tier: small, escalateTier: {to: huge}", "refers to no tier 'huge'"),
        arguments("tier: small, escalateTier: {to: small}", "name a stronger one"),
        arguments("tier: small, escalateTier: {}", "to is missing"),
        arguments(
            "tier: small, escalateTier: {to: large, when: 'verdict.rework > 1'}",
            "cannot be evaluated"),
        arguments(
            "tier: small, escalateTier: {to: large, when: 'attempts'}", "is not an expression"));
  }

  @ParameterizedTest
  @MethodSource("wrongAgents")
  void an_agent_that_asks_nobody_is_refused(String keys, String what) {
    refuses(HEAD + "agents: {me: {kind: model, " + keys + "}}", what);
  }

  private void refuses(String yaml, String what) {
    assertThat(read(yaml))
        .isInstanceOfSatisfying(
            WorkspaceReading.Refused.class,
            refused ->
                assertThat(refused.findings())
                    .extracting(Finding::what)
                    .anySatisfy(one -> assertThat(one).contains(what)));
  }
}
