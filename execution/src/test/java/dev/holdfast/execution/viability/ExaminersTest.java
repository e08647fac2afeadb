package dev.holdfast.execution.viability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Finding;
import dev.holdfast.core.Json;
import dev.holdfast.core.config.ProviderSpec;
import dev.holdfast.core.config.Secret;
import dev.holdfast.core.config.ServerSpec;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.core.models.Abilities;
import dev.holdfast.core.models.CheckTerms;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.ModelsPolicy;
import dev.holdfast.core.models.Offer;
import dev.holdfast.core.models.Question;
import dev.holdfast.core.models.Turn;
import dev.holdfast.core.models.viability.Aspect;
import dev.holdfast.core.models.viability.Examination;
import dev.holdfast.core.models.viability.Examination.Judgement;
import dev.holdfast.core.models.viability.Trait.Result;
import dev.holdfast.core.models.viability.ViabilityCommand;
import dev.holdfast.core.models.viability.ViabilityRules;
import dev.holdfast.core.models.viability.ViabilityState;
import dev.holdfast.execution.PlainDesk;
import dev.holdfast.execution.Settings;
import dev.holdfast.execution.attempt.Doors;
import dev.holdfast.execution.egress.Egress;
import dev.holdfast.execution.egress.Outbound;
import dev.holdfast.execution.egress.Resolver;
import dev.holdfast.execution.models.Calls;
import dev.holdfast.execution.models.Models;
import dev.holdfast.execution.models.Outcome;
import dev.holdfast.execution.secrets.Redaction;
import dev.holdfast.execution.secrets.Secrets;
import dev.holdfast.execution.spend.Receipts;
import dev.holdfast.ledger.Checkpoints;
import dev.holdfast.ledger.Meter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The real examiners with the real broker before models of all sorts.
final class ExaminersTest {
  private static final CheckTerms CHECKS =
      new CheckTerms(CheckTerms.Begins.WHEN_ASKED, Duration.ofHours(24), 8_000);

  private final Pupils pupils = new Pupils();
  private final Settings settings = new Settings().judging(ExaminersTest::violations);
  private final PlainDesk desk = new PlainDesk(settings);
  private final Map<ModelId, Abilities> declared = new HashMap<>();
  private CheckTerms checks = CHECKS;
  private Models models;
  private Calls calls;
  private Receipts receipts;
  private Examiners examiners;

  ExaminersTest() throws IOException {}

  @BeforeEach
  void start() {
    tell();
    var egress = new Egress(List.of("127.0.0.1:" + pupils.port()), Resolver.SYSTEM);
    var doors =
        new Doors(
            desk,
            desk.reader(),
            desk.bulletin(),
            settings,
            new Outbound(egress),
            Checkpoints.NONE,
            Meter.NONE);
    var secrets = new Secrets(Path.of("."), Map.of(), new Redaction());
    models = new Models(this::workspace, secrets, doors, InstantSource.system());
    receipts = new Receipts(desk, "node", Meter.NONE).start();
    calls = new Calls(models, doors, receipts, InstantSource.system());
    var study = new Study(this::workspace, doors, models, calls, Study.Allowance.USUAL);
    examiners = Examiners.start("node", study);
  }

  @AfterEach
  void stop() throws InterruptedException {
    examiners.stop(Duration.ZERO);
    receipts.stop(Duration.ofSeconds(5));
    pupils.close();
  }

  private static List<Finding> violations(Json schema, Json value) {
    try {
      var tree = JsonMapper.shared().readTree(value.text());
      var missing = tree.isObject() && tree.has("harbour") ? "" : "harbour is missing";
      return missing.isEmpty() ? List.of() : List.of(new Finding("", missing));
    } catch (JacksonException _) {
      return List.of(new Finding("", "is no JSON"));
    }
  }

  private void tell() {
    settings.models(
        new ModelsPolicy(
            Map.of(
                "pair", List.of(model("toolless"), model("good")), "odd", List.of(model("gone"))),
            ModelsPolicy.NONE.classes(),
            Map.copyOf(declared),
            false,
            ModelsPolicy.NONE.cooling(),
            List.of(),
            ModelsPolicy.NONE.prices(),
            checks));
  }

  private Workspace workspace() {
    return new Workspace(
        "acme",
        new ServerSpec("127.0.0.1", 0, "sqlite", Set.of(), "data"),
        List.of(),
        Map.of(),
        Map.of(
            "up",
            new ProviderSpec.OpenAi(pupils.url(), new Secret.None()),
            "practice",
            new ProviderSpec.Practice()),
        Map.of(),
        settings.now());
  }

  private static ModelId model(String name) {
    return new ModelId("up", name);
  }

  private ViabilityState.Examined examined(ModelId model) throws InterruptedException {
    desk.order(ViabilityRules.id(model), new ViabilityCommand.Want(model, "ada", "asked for"));
    var examined =
        desk.await(ViabilityRules.id(model), state -> state instanceof ViabilityState.Examined);
    // What is committed has also been told once the desk is free again.
    assertThat(desk.orders()).isNotEmpty();
    return (ViabilityState.Examined) examined;
  }

  private Examination found(String name) throws InterruptedException {
    return examined(model(name)).last().found();
  }

  private static List<Aspect> failed(Examination found) {
    return found.failed().stream().map(trait -> trait.aspect()).toList();
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
    var found = examined(new ModelId("practice", "echo")).last().found();
    assertThat(found.judgement()).as(found.toString()).isEqualTo(Judgement.VIABLE);
  }

  @Test
  void local_model_viability_each_weakness_is_found_before_it_is_used()
      throws InterruptedException {
    assertThat(failed(found("toolless"))).containsExactly(Aspect.TOOLS);
    assertThat(failed(found("deaf"))).containsExactly(Aspect.TOOLS);
    assertThat(failed(found("lump"))).containsExactly(Aspect.STREAMS);
    assertThat(failed(found("fenced"))).containsExactly(Aspect.SCHEMA);
    assertThat(failed(found("mute"))).containsExactly(Aspect.ANSWERS);
    assertThat(failed(found("gone"))).containsExactly(Aspect.PRESENT, Aspect.ANSWERS);
  }

  @Test
  void who_loses_the_beginning_of_a_long_question_has_a_smaller_window()
      throws InterruptedException {
    var found = found("forgetful");
    assertThat(failed(found)).containsExactly(Aspect.WINDOW);
    assertThat(found.trait(Aspect.WINDOW).orElseThrow().seen()).contains("lost the beginning");
    assertThat(found.window()).isBetween(1_900L, 2_100L);
    assertThat(models.known(model("forgetful")).abilities().window()).isEqualTo(found.window());
  }

  @Test
  void a_window_that_is_declared_is_not_asked_for_beyond_it() throws InterruptedException {
    declared.put(model("forgetful"), new Abilities(3_000, 0, true, true, true, true));
    tell();
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
    var addressee = settings.now().models().addressee(to).orElseThrow();
    var caller = new Calls.Caller("ada", "", "c", "");
    return calls
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
    declared.put(model("good"), new Abilities(0, 0, false, true, true, true));
    tell();
    var tools = List.of(new Offer("look", "Looks.", Json.EMPTY));
    assertThat(ask("up/good", tools)).isInstanceOf(Outcome.Unanswered.class);
    found("good");
    assertThat(answering(ask("up/good", tools))).isEqualTo(model("good"));
  }

  @Test
  void what_was_found_under_other_settings_counts_no_longer() throws InterruptedException {
    found("toolless");
    assertThat(models.known(model("toolless")).abilities().tools()).isFalse();
    declared.put(model("toolless"), new Abilities(9_000, 0, true, true, true, true));
    tell();
    // Its abilities are other ones now; the next look at the ledger sees that.
    desk.order(
        ViabilityRules.id(model("good")),
        new ViabilityCommand.Want(model("good"), "ada", "asked for"));
    assertThat(models.known(model("toolless")).found().isNone()).isTrue();
  }

  @Test
  void another_version_in_an_answer_makes_it_outdated() throws InterruptedException {
    found("toolless");
    pupils.version = "pupil-2";
    ask("up/toolless", List.of());
    var id = ViabilityRules.id(model("toolless"));
    assertThat(desk.await(id, state -> state instanceof ViabilityState.Outdated))
        .isInstanceOfSatisfying(
            ViabilityState.Outdated.class,
            outdated -> assertThat(outdated.why()).contains("pupil-2"));
    assertThat(models.known(model("toolless")).abilities().tools()).isTrue();
  }

  @Test
  void a_changed_answer_to_the_canaries_is_drift() throws InterruptedException {
    found("good");
    pupils.wit = "392";
    assertThat(examined(model("good")).last().drift()).hasSize(5);
  }

  @Test
  void nobody_is_examined_unasked_unless_the_workspace_says_so() throws InterruptedException {
    found("good");
    assertThat(pupils.asked("toolless")).isZero();
    examiners.stop(Duration.ZERO);
    checks = new CheckTerms(CheckTerms.Begins.BY_ITSELF, Duration.ofHours(24), 500);
    tell();
    start();
    for (var name : List.of("toolless", "gone")) {
      desk.await(ViabilityRules.id(model(name)), state -> state instanceof ViabilityState.Examined);
    }
  }
}
