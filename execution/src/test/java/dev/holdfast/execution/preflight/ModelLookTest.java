package dev.holdfast.execution.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Json;
import dev.holdfast.core.config.AgentSpec;
import dev.holdfast.core.delegation.Contract;
import dev.holdfast.core.models.Abilities;
import dev.holdfast.core.models.Addressee;
import dev.holdfast.core.models.CooldownTerms;
import dev.holdfast.core.models.Escalation;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.ModelsPolicy;
import dev.holdfast.core.models.TaskClass;
import dev.holdfast.core.models.viability.Aspect;
import dev.holdfast.core.models.viability.Examination;
import dev.holdfast.core.models.viability.Identity;
import dev.holdfast.core.models.viability.Pace;
import dev.holdfast.core.models.viability.Report;
import dev.holdfast.core.models.viability.Trait;
import dev.holdfast.core.models.viability.Trait.Result;
import dev.holdfast.core.scheduling.JobSpec;
import dev.holdfast.core.spend.PriceTable;
import dev.holdfast.execution.probe.Probed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelLookTest {
  private static final JobSpec SPEC = Premises.spec("watch", Premises.to("notes", ""));
  private static final Instant AT = Instant.parse("2026-11-24T03:00:00.123Z");
  private static final ModelId PLAIN = new ModelId("local", "plain");
  private static final ModelId CAPABLE = new ModelId("main", "mini");

  @TempDir private Path temporary;
  private Premises premises;

  @BeforeEach
  void open() throws IOException {
    premises = new Premises(temporary);
    agent(Escalation.NONE);
  }

  private void agent(Escalation escalation) {
    premises.agent(
        "watcher",
        new AgentSpec.Model(new Addressee.Tier("small"), "routine", escalation, "Watch."));
  }

  private void allowing(String tool) {
    var plain = Premises.contract("watcher", "{\"type\":\"object\"}");
    premises.contracts.put(
        "watch",
        new Contract(
            plain.objective(),
            plain.agent(),
            List.of(tool),
            plain.scope(),
            plain.schema(),
            plain.budget(),
            plain.checks(),
            plain.escalation(),
            plain.reversible(),
            plain.rollback(),
            plain.reply()));
  }

  private void models(Map<String, List<ModelId>> tiers, Map<ModelId, Abilities> abilities) {
    premises.models =
        new ModelsPolicy(
            tiers,
            TaskClass.BUILT_IN,
            abilities,
            false,
            CooldownTerms.USUAL,
            List.of(),
            PriceTable.NONE);
  }

  private Probed look(JobSpec spec) {
    return new ModelLook(spec, premises.sight()).model();
  }

  @Test
  void one_able_model_of_the_tier_is_enough_and_each_is_named() {
    allowing("http.get");
    models(
        Map.of("small", List.of(PLAIN, CAPABLE)),
        Map.of(PLAIN, new Abilities(0, 0, false, true, true, true)));
    assertThat(look(SPEC))
        .isEqualTo(
            new Probed.Passed(
                "'small' for tools, a schema, about 11 tokens: local/plain uses no tools, main/mini"
                    + " can"));
  }

  @Test
  void a_tier_without_an_able_model_fails_and_says_what_each_lacks() {
    allowing("http.get");
    models(
        Map.of("small", List.of(PLAIN, CAPABLE)),
        Map.of(
            PLAIN, new Abilities(0, 0, false, true, true, true),
            CAPABLE, new Abilities(0, 0, true, false, true, true)));
    assertThat(look(SPEC))
        .isEqualTo(
            new Probed.Failed(
                "'small' for tools, a schema, about 11 tokens: local/plain uses no tools, main/mini"
                    + " keeps to no schema",
                "Put a model that can do this into 'small', or correct models.abilities."));
  }

  private void found(ModelId model, Aspect aspect, Result result) {
    var trait = new Trait(aspect, result, "as seen");
    var found = new Examination(List.of(trait), Pace.NONE, 0, Identity.NONE, 0);
    premises.found.put(model, new Report(found, "ada", AT, AT.plusSeconds(60), List.of()));
  }

  @Test
  void what_an_examination_has_found_goes_before_what_is_declared() {
    allowing("http.get");
    models(
        Map.of("small", List.of(PLAIN, CAPABLE)),
        Map.of(PLAIN, new Abilities(0, 0, false, true, true, true)));
    found(CAPABLE, Aspect.TOOLS, Result.FAILED);
    assertThat(look(SPEC))
        .isEqualTo(
            new Probed.Failed(
                "'small' for tools, a schema, about 11 tokens: local/plain uses no tools, main/mini"
                    + " uses no tools, examined 2026-11-24T03:00:00Z",
                "Put a model that can do this into 'small', or mend one and type: holdfast models"
                    + " check small"));
    found(PLAIN, Aspect.TOOLS, Result.PASSED);
    assertThat(look(SPEC))
        .isInstanceOfSatisfying(
            Probed.Passed.class,
            passed -> assertThat(passed.evidence()).contains("local/plain can, examined"));
  }

  @Test
  void who_gives_no_answers_is_able_to_nothing() {
    models(Map.of("small", List.of(PLAIN)), Map.of());
    assertThat(look(SPEC)).isInstanceOf(Probed.Passed.class);
    found(PLAIN, Aspect.ANSWERS, Result.FAILED);
    assertThat(look(SPEC))
        .isInstanceOfSatisfying(
            Probed.Failed.class,
            failed ->
                assertThat(failed.evidence())
                    .contains("local/plain failed its examination: as seen, examined"));
  }

  @Test
  void tools_are_only_needed_where_the_contract_allows_any() {
    models(
        Map.of("small", List.of(PLAIN)),
        Map.of(PLAIN, new Abilities(0, 0, false, true, true, true)));
    assertThat(look(SPEC)).isInstanceOf(Probed.Passed.class);
  }

  @Test
  void a_text_that_no_window_takes_in_is_found_before_it_is_sent() {
    models(
        Map.of("small", List.of(CAPABLE)),
        Map.of(CAPABLE, new Abilities(1000, 0, true, true, true, true)));
    var input = new Json("{\"text\":\"" + "word ".repeat(1000) + "\"}");
    var work = new JobSpec.Work("watch", input);
    var spec =
        new JobSpec(
            SPEC.identity(), SPEC.times(), work, SPEC.deliver(), SPEC.manner(), SPEC.breaker());
    assertThat(look(spec))
        .isInstanceOfSatisfying(
            Probed.Failed.class,
            failed ->
                assertThat(failed.evidence())
                    .contains("main/mini has a window of 1000 tokens for about 12"));
  }

  @Test
  void the_stronger_tier_is_held_to_the_same() {
    agent(new Escalation("large", "attempt >= 2"));
    models(
        Map.of("small", List.of(CAPABLE), "large", List.of(PLAIN)),
        Map.of(PLAIN, new Abilities(0, 0, true, false, true, true)));
    assertThat(look(SPEC))
        .isInstanceOfSatisfying(
            Probed.Failed.class,
            failed -> assertThat(failed.evidence()).startsWith("'large' for a schema"));
  }

  @Test
  void a_tier_that_the_workspace_does_not_have_fails() {
    assertThat(look(SPEC))
        .isInstanceOfSatisfying(
            Probed.Failed.class, failed -> assertThat(failed.evidence()).endsWith(": nobody"));
  }
}
