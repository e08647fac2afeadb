package dev.holdfast.execution.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Finding;
import dev.holdfast.core.Json;
import dev.holdfast.core.config.AgentSpec;
import dev.holdfast.core.delegation.Contract;
import dev.holdfast.core.effect.EffectEvent;
import dev.holdfast.core.models.Addressee;
import dev.holdfast.core.models.CooldownTerms;
import dev.holdfast.core.models.Escalation;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.ModelsPolicy;
import dev.holdfast.core.models.TaskClass;
import dev.holdfast.core.spend.PriceTable;
import dev.holdfast.execution.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An agent's answer is held against its contract's schema before it is a result.
final class AgentSchemaTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String HELLO = "{\"text\":\"hello\"}";
  private static final String HELD = "\"response_format\":{\"type\":\"json_schema\"";
  private static final ScriptedPeer.Script BROKEN = ScriptedPeer.says("{\"n\":1}");
  private static final ScriptedPeer.Script GOOD = ScriptedPeer.says("{\"text\":\"good\"}");
  private static final ScriptedPeer.Script OUT = ScriptedPeer.answer("500 Oh", "");

  private final Settings settings =
      new Settings()
          .lane("deep", 2, LONG)
          .judging(AgentSchemaTest::missingText)
          .models(tiers())
          .contract("alone", contract(List.of(), List.of()))
          .contract("looking", contract(List.of("http.get"), List.of()))
          .contract("odd", contract(List.of(), List.of(new Contract.Check("odd", "is odd"))));
  private Rig rig;

  private static Contract contract(List<String> allow, List<Contract.Check> checks) {
    var plain = Settings.contract("deep", allow, Settings.budget(LONG, 5, 0, 3));
    return new Contract(
        plain.objective(),
        plain.agent(),
        plain.allow(),
        plain.scope(),
        plain.schema(),
        plain.budget(),
        checks,
        plain.escalation(),
        plain.reversible(),
        plain.rollback(),
        plain.reply());
  }

  private static ModelsPolicy tiers() {
    var none = ModelsPolicy.NONE;
    return new ModelsPolicy(
        Map.of(
            "small", List.of(new ModelId("main", "mini")),
            "large", List.of(new ModelId("main", "huge"))),
        none.classes(),
        Map.of(),
        false,
        CooldownTerms.USUAL,
        List.of(),
        PriceTable.NONE);
  }

  /// As much of a judge of schemas as these tests need.
  private static List<Finding> missingText(Json schema, Json value) {
    return schema.text().contains("\"text\"") && !value.text().contains("\"text\"")
        ? List.of(new Finding("/", "'text' is missing"))
        : List.of();
  }

  @BeforeEach
  void start() throws IOException {
    rig = rig(Escalation.NONE);
  }

  private Rig rig(Escalation escalation) throws IOException {
    return new Rig(
        settings,
        new AgentSpec.Model(new Addressee.Tier("small"), TaskClass.USUAL, escalation, "Be brief."));
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void an_answer_that_breaks_it_is_repaired_once_within_the_attempt() throws Exception {
    rig.peer.then(BROKEN).then(GOOD);
    var accepted = rig.accepted(rig.desk.offer("alone", HELLO));
    assertThat(accepted.output().value().text()).isEqualTo("{\"text\":\"good\"}");
    assertThat(accepted.progress().attempts()).isEqualTo(1);
    assertThat(accepted.progress().reworks().count()).isZero();
    assertThat(rig.peer.requests()).hasSize(2).allMatch(request -> request.contains(HELD));
    assertThat(rig.peer.requests().getLast()).contains("'text' is missing");
  }

  @Test
  void words_and_fences_that_become_a_result_need_no_repair() throws Exception {
    rig.peer
        .then(ScriptedPeer.says("Good day"))
        .then(ScriptedPeer.says("```json\n{\"text\":1}\n```"));
    rig.accepted(rig.desk.offer("alone", HELLO));
    rig.accepted(rig.desk.offer("alone", HELLO));
    assertThat(rig.peer.requests()).hasSize(2);
  }

  @Test
  void what_is_still_broken_is_the_gate_s_to_send_back_with_what_it_found() throws Exception {
    rig.peer.then(BROKEN).then(BROKEN).then(GOOD);
    var accepted = rig.accepted(rig.desk.offer("alone", HELLO));
    assertThat(accepted.progress().attempts()).isEqualTo(2);
    assertThat(accepted.progress().reworks().count()).isEqualTo(1);
    assertThat(rig.peer.requests()).hasSize(3);
    assertThat(rig.peer.requests().getLast())
        .containsSubsequence(
            "Objective: ", "The last answer was not accepted", "'text' is missing");
  }

  @Test
  void beside_tools_it_is_asked_for_in_words_and_the_repair_may_use_none() throws Exception {
    rig.peer
        .then(ScriptedPeer.wants("http_get", "{\"url\":\"" + rig.peer.url() + "/a\"}"))
        .then(BROKEN)
        .then(GOOD);
    rig.accepted(rig.desk.offer("looking", HELLO));
    assertThat(rig.peer.requests())
        .extracting(request -> request.contains(HELD), request -> request.contains("\"none\""))
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(false, false),
            org.assertj.core.api.Assertions.tuple(false, false),
            org.assertj.core.api.Assertions.tuple(true, true));
    assertThat(rig.peer.requests()).allMatch(request -> request.contains("\"tools\""));
  }

  @Test
  void after_a_failed_repair_a_stronger_tier_goes_on_in_the_same_attempt() throws Exception {
    rig.close();
    rig = rig(new Escalation("large", ""));
    rig.peer.then(BROKEN).then(BROKEN).then(GOOD);
    var accepted = rig.accepted(rig.desk.offer("alone", HELLO));
    assertThat(accepted.progress().attempts()).isEqualTo(1);
    assertThat(rig.desk.events(EffectEvent.Intended.class))
        .extracting(intended -> intended.use().tool())
        .containsExactly("model:main/mini", "model:main/mini", "model:main/huge");
    assertThat(rig.desk.events(EffectEvent.Intended.class).getLast().use().request().text())
        .contains("\"because\":\"answer-breaks-schema\"");
  }

  /// One rework, then a failed attempt, which is none.
  @Test
  void reworks_are_what_the_gate_sent_back_and_no_other_attempts() throws Exception {
    rig.close();
    var judged = new AtomicInteger();
    var reworks = new CopyOnWriteArrayList<Object>();
    settings.deeming(facts -> {
      if (facts.containsKey("tools")) {
        reworks.add(((Map<?, ?>) facts.get("verdict")).get("reworks"));
        return false;
      }
      return judged.getAndIncrement() > 0;
    });
    rig = rig(new Escalation("large", "verdict.reworks >= 1"));
    rig.peer.then(GOOD).then(OUT).then(OUT).then(GOOD);
    var accepted = rig.accepted(rig.desk.offer("odd", HELLO));
    assertThat(accepted.progress().attempts()).isEqualTo(3);
    assertThat(reworks).isEqualTo(List.of(0L, 1L, 1L));
  }
}
