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
import dev.holdfast.core.models.Addressee;
import dev.holdfast.core.models.Escalation;
import dev.holdfast.core.models.Features;
import dev.holdfast.core.models.Options;
import dev.holdfast.core.models.Question;
import dev.holdfast.core.models.Turn;
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
        .violations(value ->
            value.text().startsWith("{")
                ? List.of()
                : List.of(new Finding("", "is no object: " + value.text())))
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
    return broker.models().talk(agent, attempt);
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
    broker.desk.order(
        task, new TaskCommand.Fail(new Fence(1), new Fault("x", "x", Fault.Retry.WORTHWHILE)));
    broker.desk.await(
        task,
        state -> {
          broker.desk.wake();
          return state instanceof TaskState.Offered;
        });
    talk("", attempt(task)).ask(PLAIN, Features.PLAIN);
    assertThat(broker.provider.asked("a")).isEqualTo(2);
    assertThat(broker.provider.asked("b")).isEqualTo(2);
  }

  @Test
  void an_agent_without_a_stronger_tier_gets_a_clear_error() throws Exception {
    var agent = new AgentSpec.Model(new Addressee.Tier("one"), "test", Escalation.NONE, "");
    var outcome =
        broker
            .models()
            .talk(agent, attempt(broker.desk.offer("think", "{}")))
            .ask(STRICT, Features.PLAIN);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Unanswered.class,
            none -> assertThat(none.why().code()).isEqualTo("answer-breaks-schema"));
  }
}
