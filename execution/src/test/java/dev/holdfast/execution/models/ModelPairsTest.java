package dev.holdfast.execution.models;

import static dev.holdfast.execution.models.BreakingProvider.alive;
import static dev.holdfast.execution.models.BreakingProvider.begun;
import static dev.holdfast.execution.models.BreakingProvider.busy;
import static dev.holdfast.execution.models.BreakingProvider.later;
import static dev.holdfast.execution.models.BreakingProvider.says;
import static dev.holdfast.execution.models.BreakingProvider.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.models.CooldownRules;
import dev.holdfast.core.models.CooldownState;
import dev.holdfast.core.models.FaultClass;
import dev.holdfast.core.models.Patience;
import dev.holdfast.core.models.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Repairs that break something else, where models are concerned: each test looks at both sides of
/// one such pair, against the real broker, on a clock that is set.
final class ModelPairsTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration COOL = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private Broker broker;

  @BeforeEach
  void start() throws IOException {
    broker = new Broker(folder);
    for (var model : List.of("a", "a2", "a3", "b")) {
      broker.provider.model(model, says("from " + model, model));
    }
  }

  @AfterEach
  void stop() throws IOException {
    broker.close();
  }

  private long asked(String model) {
    return broker.provider.asked(model);
  }

  private CooldownState state(String scope) {
    return (CooldownState) broker.desk.state(CooldownRules.id(scope));
  }

  private static String answer(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Answered.class);
    return ((Outcome.Answered) outcome).reply().said().text();
  }

  /// Stalls, by activity ↔ keep-alives hide a hang; slow thinking is killed.
  @Test
  void who_thinks_slowly_is_heard_out_and_who_only_shows_that_it_lives_is_not() throws Exception {
    var patient = Duration.ofSeconds(1);
    broker.wait(new Patience(LONG, patient, patient, LONG));
    var pause = Duration.ofMillis(300);
    var slow = later(pause, line -> line.write(BreakingProvider.ending("a")));
    for (int thought = 0; thought < 4; thought++) {
      var next = slow;
      slow =
          later(
              pause,
              line -> {
                line.write("data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"hm\"}}]}\n\n");
                next.play(line);
              });
    }
    broker.provider.model("a", begun("slow", slow));
    // In all it takes longer than the longest silence that is waited for.
    assertThat(answer(broker.ask("two"))).isEqualTo("slow");
    broker.provider.model("a", begun("slow", alive()));
    long began = System.nanoTime();
    var rescued = broker.ask("two");
    assertThat(answer(rescued)).isEqualTo("from b");
    assertThat(((Reply.Broken) rescued.attempts().getFirst().reply()).fault().kind())
        .isEqualTo(FaultClass.TIMEOUT_IDLE);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(patient.multipliedBy(4));
  }

  /// Model fallback ↔ the fallback becomes the setting; a second reply.
  @Test
  void a_fallback_answers_once_and_the_first_one_is_asked_again_next_time() throws Exception {
    broker.provider.model(
        "a", begun("half of a", BreakingProvider.Line::reset), says("from a", "a"));
    var rescued = broker.ask("two");
    assertThat(answer(rescued)).isEqualTo("from b");
    assertThat(rescued.attempts())
        .extracting(made -> made.reply() instanceof Reply.Whole)
        .containsExactly(false, true);
    assertThat(answer(broker.ask("two"))).isEqualTo("from a");
    assertThat(List.of(asked("a"), asked("b"))).containsExactly(2L, 1L);
  }

  /// Provider cool-down ↔ healthy siblings blocked; stuck after recovery; a quota hammered.
  @Test
  void who_is_down_is_left_alone_its_sisters_are_not_and_its_recovery_is_found_by_one()
      throws Exception {
    broker.provider.model("a", busy("20"));
    for (int question = 0; question < 10; question++) {
      assertThat(answer(broker.ask("sisters"))).isEqualTo("from a2");
    }
    assertThat(asked("a")).as("not hammered").isEqualTo(1);
    broker.restart();
    broker.ask("sisters");
    assertThat(asked("a")).as("not forgotten").isEqualTo(1);
    broker.pass(COOL);
    broker.provider.model("a", later(Duration.ofMillis(250), says("from a", "a")));
    broker.provider.forget();
    var answers = new ArrayList<String>();
    try (var askers = Executors.newVirtualThreadPerTaskExecutor()) {
      var asking = new ArrayList<Callable<Outcome>>();
      for (int asker = 0; asker < 20; asker++) {
        asking.add(() -> broker.ask("sisters"));
      }
      for (var outcome : askers.invokeAll(asking)) {
        answers.add(answer(outcome.get()));
      }
    }
    assertThat(answers).as("nobody waits for the trial").contains("from a2").hasSize(20);
    assertThat(state("model:a/a")).as("not stuck").isInstanceOf(CooldownState.Clear.class);
    assertThat(answer(broker.ask("sisters"))).isEqualTo("from a");
  }

  /// Strict refusal of what is asked for ↔ a stranger's mistake stops everybody.
  @Test
  void a_question_that_nobody_can_answer_harms_no_model() throws Exception {
    broker.provider.model("a", status("400 Bad", "", "{}"));
    for (int question = 0; question < 5; question++) {
      assertThat(broker.ask("two")).isInstanceOf(Outcome.Unanswered.class);
    }
    broker.provider.model("a", says("from a", "a"));
    assertThat(answer(broker.ask("two"))).isEqualTo("from a");
    assertThat(asked("b")).isZero();
  }
}
