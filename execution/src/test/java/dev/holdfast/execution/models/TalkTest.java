package dev.holdfast.execution.models;

import static dev.holdfast.execution.models.BreakingProvider.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Fence;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Json;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.config.AgentSpec;
import dev.holdfast.core.delegation.Fault;
import dev.holdfast.core.delegation.TaskCommand;
import dev.holdfast.core.delegation.TaskState;
import dev.holdfast.core.effect.EffectEvent;
import dev.holdfast.core.models.Abilities;
import dev.holdfast.core.models.Addressee;
import dev.holdfast.core.models.Escalation;
import dev.holdfast.core.models.Features;
import dev.holdfast.core.models.Options;
import dev.holdfast.core.models.Question;
import dev.holdfast.core.models.Turn;
import dev.holdfast.core.models.viability.Aspect;
import dev.holdfast.execution.Settings;
import dev.holdfast.execution.attempt.Attempt;
import dev.holdfast.execution.attempt.Deadline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TalkTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Question PLAIN = Question.of(List.of(Turn.Asked.of("hello")), List.of());
  private static final Question STRICT =
      new Question(
          PLAIN.turns(),
          List.of(),
          new Options(
              0,
              new Options.Form.Schema("answer", new Json("{\"type\":\"object\"}")),
              new Options.ToolChoice.Auto(),
              new Json("{}")));

  @TempDir private Path folder;
  private Broker broker;

  @BeforeEach
  void start() throws IOException {
    broker = new Broker(folder);
    broker
        .settings
        .lane("deep", 2, LONG)
        .contract("think", Settings.contract("deep", List.of(), Settings.budget(LONG, 0, 0, 3)));
    broker.provider.model("a", says("weak", "a")).model("b", says("{\"strong\":1}", "b"));
  }

  @AfterEach
  void stop() throws IOException {
    broker.close();
  }

  private Attempt attempt(StreamId task) {
    broker.desk.order(task, new TaskCommand.Lease("node", LONG));
    var leased = (TaskState.Leased) broker.desk.state(task);
    var contract = broker.settings.now().delegation().contracts().get("think");
    return new Attempt(task, leased, contract, Deadline.in(LONG));
  }

  private Talk talk(String when, Attempt attempt) {
    var agent =
        new AgentSpec.Model(new Addressee.Tier("one"), "test", new Escalation("strong", when), "");
    return broker.models().talk(agent, attempt, TalkTest::wrong);
  }

  /// As an agent demands it: an empty answer is another kind of wrong.
  private static List<Finding> wrong(String answer) {
    return !answer.isEmpty() && !answer.startsWith("{")
        ? List.of(new Finding("", "is no object: " + answer))
        : List.of();
  }

  private static String answer(Outcome outcome) {
    return ((Outcome.Answered) outcome).reply().said().text();
  }

  @Test
  void an_answer_that_breaks_its_schema_is_repaired_once_by_the_same_tier() throws Exception {
    broker.provider.model("a", says("weak", "a"), says("{\"mended\":1}", "a"));
    var outcome = talk("", attempt(broker.desk.offer("think", "{}"))).ask(STRICT, Features.PLAIN);
    assertThat(answer(outcome)).isEqualTo("{\"mended\":1}");
    assertThat(outcome.attempts()).hasSize(2);
    assertThat(broker.provider.asked("b")).isZero();
  }

  @Test
  void after_a_failed_repair_the_stronger_tier_goes_on_and_stays() throws Exception {
    var talk = talk("", attempt(broker.desk.offer("think", "{}")));
    var outcome = talk.ask(STRICT, Features.PLAIN);
    assertThat(answer(outcome)).isEqualTo("{\"strong\":1}");
    assertThat(outcome.attempts()).hasSize(3);
    talk.ask(PLAIN, Features.PLAIN);
    assertThat(List.of(broker.provider.asked("a"), broker.provider.asked("b")))
        .containsExactly(2L, 2L);
    assertThat(broker.desk.events(EffectEvent.Intended.class))
        .extracting(intended ->
            intended.use().request().text().contains("\"because\":\"answer-breaks-schema\""))
        .containsExactly(false, false, true, true);
  }

  @Test
  void an_empty_answer_calls_for_the_stronger_tier() throws Exception {
    broker.provider.model("a", says("", "a"));
    var talk = talk("", attempt(broker.desk.offer("think", "{}")));
    assertThat(answer(talk.ask(PLAIN, Features.PLAIN))).isEqualTo("{\"strong\":1}");
  }

  @Test
  void what_is_known_before_the_call_can_call_for_it_too() throws Exception {
    var talk = talk("input.tokens > 8000", attempt(broker.desk.offer("think", "{}")));
    talk.ask(PLAIN, Features.PLAIN);
    assertThat(broker.provider.asked("a")).isZero();
  }

  @Test
  void a_later_attempt_begins_where_the_one_before_has_gone() throws Exception {
    var task = broker.desk.offer("think", "{}");
    talk("", attempt(task)).ask(STRICT, Features.PLAIN);
    talk("", again(task)).ask(PLAIN, Features.PLAIN);
    assertThat(broker.provider.asked("a")).isEqualTo(2);
    assertThat(broker.provider.asked("b")).isEqualTo(2);
  }

  @Test
  void an_agent_without_a_stronger_tier_gets_a_clear_error() throws Exception {
    var agent = new AgentSpec.Model(new Addressee.Tier("one"), "test", Escalation.NONE, "");
    var outcome =
        broker
            .models()
            .talk(agent, attempt(broker.desk.offer("think", "{}")), TalkTest::wrong)
            .ask(STRICT, Features.PLAIN);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Unanswered.class,
            none -> assertThat(none.why().code()).isEqualTo("answer-breaks-schema"));
  }

  private Talk dear(Attempt attempt) {
    var agent = new AgentSpec.Model(new Addressee.Tier("strong"), "test", Escalation.NONE, "");
    return broker.models().talk(agent, attempt, _ -> List.of());
  }

  /// The task is given up and taken up again.
  private Attempt again(StreamId task) throws InterruptedException {
    broker.desk.order(
        task, new TaskCommand.Fail(new Fence(1), new Fault("x", "x", Fault.Retry.WORTHWHILE)));
    broker.pass(Duration.ofMinutes(5));
    broker.desk.await(
        task,
        state -> {
          broker.desk.wake();
          return state instanceof TaskState.Offered;
        });
    return attempt(task);
  }

  private List<String> why() {
    return broker.desk.events(EffectEvent.Intended.class).stream()
        .map(intended -> intended.use().request().text())
        .map(request -> request.contains("\"because\":\"budget-lowered workspace:/day\""))
        .map(lowered -> lowered ? "lowered" : "its own")
        .toList();
  }

  @Test
  void while_a_budget_runs_low_a_smaller_tier_answers_and_the_record_says_why() throws Exception {
    broker.lowering("one").spend(600_000);
    dear(attempt(broker.desk.offer("think", "{}"))).ask(PLAIN, Features.PLAIN);
    assertThat(broker.provider.asked("b")).isZero();
    assertThat(broker.provider.asked("a")).isEqualTo(1);
    assertThat(why()).containsExactly("lowered");
  }

  @Test
  void a_task_that_has_begun_does_not_step_down_also_not_in_a_later_attempt() throws Exception {
    broker.lowering("one");
    var task = broker.desk.offer("think", "{}");
    var talk = dear(attempt(task));
    talk.ask(PLAIN, Features.PLAIN);
    broker.spend(600_000);
    talk.ask(PLAIN, Features.PLAIN);
    dear(again(task)).ask(PLAIN, Features.PLAIN);
    assertThat(broker.provider.asked("a")).isZero();
    assertThat(why()).containsExactly("its own", "its own", "its own");
  }

  @Test
  void a_task_that_has_begun_below_stays_there_in_a_later_attempt() throws Exception {
    broker.lowering("one").spend(600_000);
    var task = broker.desk.offer("think", "{}");
    dear(attempt(task)).ask(PLAIN, Features.PLAIN);
    dear(again(task)).ask(PLAIN, Features.PLAIN);
    assertThat(broker.provider.asked("b")).isZero();
    assertThat(why()).containsExactly("lowered", "lowered");
  }

  @Test
  void what_the_smaller_tier_cannot_do_goes_up_for_good() throws Exception {
    broker.lowering("one").can("a", new Abilities(0, 0, true, false, true, true)).spend(600_000);
    var talk = dear(attempt(broker.desk.offer("think", "{}")));
    talk.ask(PLAIN, Features.PLAIN);
    talk.ask(STRICT, Features.PLAIN);
    talk.ask(PLAIN, Features.PLAIN);
    assertThat(why()).containsExactly("lowered", "its own", "its own");
  }

  @Test
  void what_was_found_of_the_smaller_tier_counts_like_what_is_declared() throws Exception {
    broker.lowering("one").found("a", Aspect.SCHEMA).spend(600_000);
    var talk = dear(attempt(broker.desk.offer("think", "{}")));
    talk.ask(PLAIN, Features.PLAIN);
    talk.ask(STRICT, Features.PLAIN);
    assertThat(why()).containsExactly("lowered", "its own");
  }

  @Test
  void nothing_is_lowered_to_who_gives_no_answers() throws Exception {
    broker.lowering("one").found("a", Aspect.ANSWERS).spend(600_000);
    dear(attempt(broker.desk.offer("think", "{}"))).ask(PLAIN, Features.PLAIN);
    assertThat(why()).containsExactly("its own");
    assertThat(broker.provider.asked("a")).isZero();
  }

  @Test
  void while_a_budget_runs_low_nothing_rises_to_what_it_keeps_questions_from() throws Exception {
    broker.lowering("one").spend(600_000);
    var outcome =
        talk("input.tokens > 8000", attempt(broker.desk.offer("think", "{}")))
            .ask(STRICT, Features.PLAIN);
    assertThat(outcome).isInstanceOf(Outcome.Unanswered.class);
    assertThat(broker.provider.asked("b")).isZero();
  }
}
