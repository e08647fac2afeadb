package dev.holdfast.execution.viability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Json;
import dev.holdfast.core.config.ProviderSpec;
import dev.holdfast.core.config.Secret;
import dev.holdfast.core.models.Abilities;
import dev.holdfast.core.models.CheckTerms;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.Offer;
import dev.holdfast.core.models.Question;
import dev.holdfast.core.models.Turn;
import dev.holdfast.core.models.viability.Aspect;
import dev.holdfast.core.models.viability.Examination;
import dev.holdfast.core.models.viability.Examination.Judgement;
import dev.holdfast.core.models.viability.Trait.Result;
import dev.holdfast.core.models.viability.ViabilityEvent;
import dev.holdfast.core.models.viability.ViabilityRules;
import dev.holdfast.core.models.viability.ViabilityState;
import dev.holdfast.execution.models.Calls;
import dev.holdfast.execution.models.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The real examiners with the real broker before models of all sorts.
final class ExaminersTest {
  private final Pupils pupils = new Pupils();
  private final Classroom room = new Classroom(providers(), pupils.port());

  ExaminersTest() throws IOException {}

  private Map<String, ProviderSpec> providers() {
    return Map.of(
        "up",
        new ProviderSpec.OpenAi(pupils.url(), new Secret.None()),
        "practice",
        new ProviderSpec.Practice());
  }

  @BeforeEach
  void tell() {
    room.tiers.put("pair", List.of(model("toolless"), model("good")));
    room.tiers.put("odd", List.of(model("gone")));
    room.tell();
  }

  @AfterEach
  void stop() throws InterruptedException {
    room.close();
    pupils.close();
  }

  private static ModelId model(String name) {
    return new ModelId("up", name);
  }

  private Examination found(String name) throws InterruptedException {
    return room.found(model(name));
  }

  private Abilities abilities(String name) {
    return room.abilities(model(name));
  }

  @Test
  void a_model_that_can_all_is_viable() throws InterruptedException {
    var found = found("good");
    assertThat(found.judgement()).as(found.toString()).isEqualTo(Judgement.VIABLE);
    assertThat(found.window()).isBetween(7_900L, 8_100L);
    assertThat(found.pace().asks()).isEqualTo(5);
    assertThat(found.identity().version()).isEqualTo("pupil-1");
    assertThat(found.identity().digest()).isEqualTo("sha:1");
    assertThat(found.tokens()).isEqualTo(19L * pupils.asked("good"));
    assertThat(pupils.asked("good")).isEqualTo(10);
  }

  @Test
  void the_practice_model_can_all() throws InterruptedException {
    var found = room.found(new ModelId("practice", "echo"));
    assertThat(found.judgement()).as(found.toString()).isEqualTo(Judgement.VIABLE);
  }

  @Test
  void local_model_viability_each_weakness_is_found_before_it_is_used()
      throws InterruptedException {
    assertThat(Classroom.failed(found("toolless"))).containsExactly(Aspect.TOOLS);
    assertThat(Classroom.failed(found("deaf"))).containsExactly(Aspect.TOOLS);
    assertThat(Classroom.failed(found("lump"))).containsExactly(Aspect.STREAMS);
    assertThat(Classroom.failed(found("fenced"))).containsExactly(Aspect.SCHEMA);
    assertThat(Classroom.failed(found("mute"))).containsExactly(Aspect.ANSWERS);
    assertThat(Classroom.failed(found("gone"))).containsExactly(Aspect.PRESENT, Aspect.ANSWERS);
  }

  @Test
  void who_loses_the_beginning_of_a_long_question_has_a_smaller_window()
      throws InterruptedException {
    var found = found("forgetful");
    assertThat(Classroom.failed(found)).containsExactly(Aspect.WINDOW);
    assertThat(found.trait(Aspect.WINDOW).orElseThrow().seen()).contains("lost the beginning");
    assertThat(found.window()).isBetween(1_900L, 2_100L);
    assertThat(abilities("forgetful").window()).isEqualTo(found.window());
  }

  @Test
  void a_window_that_is_declared_is_not_asked_for_beyond_it() throws InterruptedException {
    room.declared.put(model("forgetful"), new Abilities(3_000, 0, true, true, true, true));
    room.tell();
    assertThat(found("forgetful").result(Aspect.WINDOW)).isEqualTo(Result.PASSED);
  }

  @Test
  void an_outage_says_nothing_about_a_model() throws InterruptedException {
    var found = found("busy");
    assertThat(found.judgement()).isEqualTo(Judgement.UNTOLD);
    assertThat(found.result(Aspect.ANSWERS)).isEqualTo(Result.UNTRIED);
  }

  private Outcome ask(String to, List<Offer> tools) throws InterruptedException {
    var question = Question.of(List.of(Turn.Asked.of("hello")), tools);
    var addressee = room.settings.now().models().addressee(to).orElseThrow();
    var caller = new Calls.Caller("ada", "", "c", "");
    return room.calls
        .ask(new Calls.Call(addressee, "", question, Duration.ofSeconds(20), caller))
        .outcome();
  }

  private static ModelId answering(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Answered.class);
    return ((Outcome.Answered) outcome).model();
  }

  @Test
  void who_was_found_without_tools_is_not_asked_for_what_needs_them() throws InterruptedException {
    var tools = List.of(new Offer("look", "Looks.", Json.EMPTY));
    assertThat(answering(ask("pair", tools))).isEqualTo(model("toolless"));
    found("toolless");
    assertThat(answering(ask("pair", tools))).isEqualTo(model("good"));
    assertThat(answering(ask("pair", List.of()))).isEqualTo(model("toolless"));
    assertThat(ask("up/toolless", tools))
        .isInstanceOfSatisfying(
            Outcome.Unanswered.class,
            none -> assertThat(none.why().cause()).contains("uses no tools"));
  }

  @Test
  void found_goes_before_declared() throws InterruptedException {
    room.declared.put(model("good"), new Abilities(0, 0, false, true, true, true));
    room.tell();
    var tools = List.of(new Offer("look", "Looks.", Json.EMPTY));
    assertThat(ask("up/good", tools)).isInstanceOf(Outcome.Unanswered.class);
    found("good");
    assertThat(answering(ask("up/good", tools))).isEqualTo(model("good"));
  }

  @Test
  void what_was_found_under_other_settings_counts_no_longer() throws InterruptedException {
    found("toolless");
    assertThat(abilities("toolless").tools()).isFalse();
    room.declared.put(model("toolless"), new Abilities(9_000, 0, true, true, true, true));
    room.tell();
    // Its abilities are other ones now; the next look at the ledger sees that.
    room.want(model("good"));
    assertThat(room.models.found(model("toolless")).isNone()).isTrue();
  }

  @Test
  void another_version_in_an_answer_makes_it_outdated() throws InterruptedException {
    found("toolless");
    pupils.version = "pupil-2";
    ask("up/toolless", List.of());
    var id = ViabilityRules.id(model("toolless"));
    assertThat(room.desk.await(id, state -> state instanceof ViabilityState.Outdated))
        .isInstanceOfSatisfying(
            ViabilityState.Outdated.class,
            outdated -> assertThat(outdated.why()).contains("pupil-2"));
    assertThat(abilities("toolless").tools()).isTrue();
  }

  @Test
  void another_digest_in_the_list_makes_it_outdated_without_a_question()
      throws InterruptedException {
    room.allowance = often(Duration.ofSeconds(20));
    room.restart();
    found("good");
    int asked = pupils.asked("good");
    pupils.digest = "sha:2";
    var id = ViabilityRules.id(model("good"));
    assertThat(room.desk.await(id, state -> state instanceof ViabilityState.Outdated))
        .isInstanceOfSatisfying(
            ViabilityState.Outdated.class,
            outdated -> assertThat(outdated.why()).isEqualTo("its digest 'sha:2' was 'sha:1'"));
    assertThat(pupils.asked("good")).isEqualTo(asked);
    assertThat(room.models.found(model("good")).isNone()).isTrue();
  }

  /// Looks all the time.
  private static Study.Allowance often(Duration lease) {
    var each = Duration.ofMillis(20);
    return new Study.Allowance(2, Duration.ofMinutes(5), lease, each, each);
  }

  @Test
  void who_takes_longer_than_a_lease_keeps_it() throws InterruptedException {
    room.allowance = often(Duration.ofMillis(600));
    room.restart();
    pupils.hold("good");
    room.want(model("good"));
    var id = ViabilityRules.id(model("good"));
    room.desk.await(id, state -> room.desk.events(ViabilityEvent.Begun.class).size() >= 4);
    room.desk.wake();
    pupils.release();
    assertThat(room.awaitExamined(model("good")).last().found().judgement())
        .isEqualTo(Judgement.VIABLE);
    assertThat(room.desk.events(ViabilityEvent.Lapsed.class)).isEmpty();
    assertThat(room.desk.events(ViabilityEvent.Found.class)).hasSize(1);
  }

  @Test
  void where_it_is_automatic_what_is_too_old_is_examined_again() throws InterruptedException {
    room.checks = new CheckTerms(CheckTerms.Begins.BY_ITSELF, Duration.ofMillis(300), 500);
    room.allowance = often(Duration.ofSeconds(20));
    room.tell();
    room.restart();
    room.awaitExamined(model("good"));
    var id = ViabilityRules.id(model("good"));
    room.desk.await(
        id,
        _ -> {
          room.desk.wake();
          return room.desk.events(ViabilityEvent.Found.class).stream()
                  .filter(found -> found.found().result(Aspect.TOOLS) == Result.PASSED)
                  .count()
              >= 2;
        });
  }

  @Test
  void a_changed_answer_to_the_canaries_is_drift() throws InterruptedException {
    found("good");
    pupils.wit = "392";
    assertThat(room.examined(model("good")).last().drift()).hasSize(5);
  }

  @Test
  void nobody_is_examined_unasked_unless_the_workspace_says_so() throws InterruptedException {
    found("good");
    assertThat(pupils.asked("toolless")).isZero();
    room.checks = new CheckTerms(CheckTerms.Begins.BY_ITSELF, Duration.ofHours(24), 500);
    room.tell();
    room.restart();
    for (var name : List.of("toolless", "gone")) {
      room.awaitExamined(model(name));
    }
  }
}
