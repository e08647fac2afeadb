package dev.holdfast.execution.models;

import static dev.holdfast.execution.models.BreakingProvider.busy;
import static dev.holdfast.execution.models.BreakingProvider.later;
import static dev.holdfast.execution.models.BreakingProvider.says;
import static dev.holdfast.execution.models.BreakingProvider.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Kind;
import dev.holdfast.core.models.CooldownCommand;
import dev.holdfast.core.models.CooldownEvent;
import dev.holdfast.core.models.CooldownRules;
import dev.holdfast.core.models.CooldownState;
import dev.holdfast.core.models.FaultClass;
import dev.holdfast.execution.models.BreakingProvider.Break;
import dev.holdfast.ledger.Reader;
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

/// What breaks in the field between one question and the next (docs/field-failures.md), against the
/// real broker, on a clock that is set. Each test begins with the name of its class.
final class CooldownFailuresTest {
  private static final Break DOWN = status("503 Down", "", "{}");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int AGENTS = 31;

  @TempDir private Path folder;
  private Broker broker;

  @BeforeEach
  void start() throws IOException {
    broker = new Broker(folder);
    for (var model : List.of("a", "a2", "a3", "b", "c")) {
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

  private List<Long> sisters() {
    return List.of(asked("a"), asked("a2"), asked("a3"), asked("b"));
  }

  private CooldownState state(String scope) {
    return (CooldownState) broker.desk.state(CooldownRules.id(scope));
  }

  private static String answer(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Answered.class);
    return ((Outcome.Answered) outcome).reply().said().text();
  }

  private static Break busyKey() {
    return status("429 Wait", "", "{\"error\":{\"code\":\"rate_limit_exceeded\"}}");
  }

  @Test
  void fallback_storm_what_passes_in_a_moment_is_waited_for() throws Exception {
    broker.provider.model("a", busy("1"), says("from a", "a"));
    long began = System.nanoTime();
    assertThat(answer(broker.ask("two"))).isEqualTo("from a");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(SECOND);
    assertThat(asked("b")).isZero();
  }

  @Test
  void fallback_storm_a_limit_of_the_key_does_not_burn_down_the_chain() throws Exception {
    for (var model : List.of("a", "a2", "a3")) {
      broker.provider.model(model, busyKey());
    }
    assertThat(answer(broker.ask("sisters"))).isEqualTo("from b");
    // The second of them proves that it is the key: the third is not asked at all.
    assertThat(sisters()).containsExactly(2L, 2L, 0L, 1L);
    assertThat(state("key:a")).isInstanceOf(CooldownState.Cooling.class);
    assertThat(answer(broker.ask("sisters"))).isEqualTo("from b");
    assertThat(sisters()).containsExactly(2L, 2L, 0L, 2L);
  }

  @Test
  void fallback_storm_a_key_that_is_refused_is_asked_with_once() throws Exception {
    for (var model : List.of("a", "a2", "a3")) {
      broker.provider.model(model, status("403 No", "", "{}"));
    }
    for (int question = 1; question <= 5; question++) {
      assertThat(answer(broker.ask("sisters"))).isEqualTo("from b");
    }
    assertThat(sisters()).containsExactly(1L, 0L, 0L, 5L);
  }

  /// Ten minutes, a question a second, restarts between: as often as it fell, and once each trial.
  @Test
  void fallback_storm_an_outage_is_not_hammered_across_questions_and_restarts() throws Exception {
    broker.provider.model("a", DOWN);
    for (int second = 0; second < 600; second++) {
      if (second % 100 == 99) {
        broker.restart();
      }
      assertThat(answer(broker.ask("two"))).isEqualTo("from b");
      broker.pass(SECOND);
    }
    // Fell at the second question; trials after 30 s, 1, 2 and 4 minutes.
    assertThat(asked("a")).isEqualTo(3 + 4);
    assertThat(asked("b")).isEqualTo(600);
  }

  @Test
  void fallback_sticky_after_an_outage_all_go_back_and_nothing_is_configured_otherwise()
      throws Exception {
    var before = broker.settings.now().models();
    broker.provider.model("a", DOWN);
    for (int agent = 0; agent < AGENTS; agent++) {
      assertThat(answer(broker.ask("two"))).isEqualTo("from b");
    }
    broker.provider.model("a", says("from a", "a"));
    broker.pass(Duration.ofMinutes(1));
    assertThat(answer(broker.ask("two"))).isEqualTo("from a");
    try (var agents = Executors.newVirtualThreadPerTaskExecutor()) {
      var asking = new ArrayList<Callable<Outcome>>();
      for (int agent = 0; agent < AGENTS; agent++) {
        asking.add(() -> broker.ask("two"));
      }
      for (var outcome : agents.invokeAll(asking)) {
        assertThat(answer(outcome.get())).isEqualTo("from a");
      }
    }
    assertThat(broker.settings.now().models()).isEqualTo(before);
    assertThat(broker.settings.current()).isEqualTo(1);
    assertThat(broker.desk.orders())
        .as("all that routing ever enters")
        .allMatch(order -> order.command() instanceof CooldownCommand);
  }

  /// Who was sent to the fallback while the first one was being tried is back with the next
  /// question.
  @Test
  void fallback_sticky_a_fallback_lasts_for_one_question() throws Exception {
    broker.provider.model("a", DOWN, DOWN, says("from a", "a"));
    assertThat(answer(broker.ask("two"))).isEqualTo("from b");
    assertThat(answer(broker.ask("two"))).isEqualTo("from a");
    broker.provider.model("a", DOWN);
    broker.ask("two");
    broker.ask("two");
    broker.pass(Duration.ofSeconds(30));
    broker.provider.model("a", later(Duration.ofMillis(200), says("from a", "a")));
    broker.provider.forget();
    try (var askers = Executors.newVirtualThreadPerTaskExecutor()) {
      var trial = askers.submit(() -> broker.ask("two"));
      while (asked("a") == 0) {
        Thread.onSpinWait();
      }
      assertThat(answer(broker.ask("two"))).isEqualTo("from b");
      assertThat(answer(trial.get())).isEqualTo("from a");
    }
    assertThat(answer(broker.ask("two"))).isEqualTo("from a");
  }

  @Test
  void cooldown_wrong_one_model_s_limit_leaves_its_sisters_alone() throws Exception {
    broker.provider.model("a", busy("30"));
    assertThat(answer(broker.ask("sisters"))).isEqualTo("from a2");
    assertThat(state("model:a/a")).isInstanceOf(CooldownState.Cooling.class);
    assertThat(answer(broker.ask("sisters"))).isEqualTo("from a2");
    assertThat(sisters()).containsExactly(1L, 2L, 0L, 0L);
    assertThat(state("key:a")).isInstanceOf(CooldownState.New.class);
    assertThat(state("provider:a")).isInstanceOf(CooldownState.New.class);
  }

  @Test
  void cooldown_wrong_a_model_that_is_gone_takes_nobody_with_it() throws Exception {
    broker.provider.model("a", status("404 No", "", "{}")).model("a2", status("404 No", "", "{}"));
    assertThat(answer(broker.ask("sisters"))).isEqualTo("from a3");
    assertThat(answer(broker.ask("sisters"))).isEqualTo("from a3");
    assertThat(sisters()).containsExactly(1L, 1L, 2L, 0L);
  }

  @Test
  void cooldown_wrong_each_has_a_reason_and_an_end_that_a_person_sees_and_can_bring_forward()
      throws Exception {
    broker.provider.model("a", busy("300"));
    broker.ask("two");
    var shown =
        broker
            .desk
            .reader()
            .list(new Reader.Query(Kind.COOLDOWN, "cooling", 0, Long.MAX_VALUE, 10));
    assertThat(shown).hasSize(1);
    var cooling = (CooldownState.Cooling) state("model:a/a");
    assertThat(cooling.cause().fault()).isEqualTo(FaultClass.RATE_LIMITED);
    assertThat(cooling.until()).isEqualTo(broker.now().plus(Duration.ofMinutes(5)));
    broker.desk.order(
        CooldownRules.id("model:a/a"), new CooldownCommand.Release("model:a/a", "mended"));
    broker.provider.model("a", says("from a", "a"));
    assertThat(answer(broker.ask("two"))).isEqualTo("from a");
  }

  @Test
  void cooldown_wrong_it_ends_by_itself_and_its_trial_closes_it() throws Exception {
    broker.provider.model("a", busy("300"), says("from a", "a"));
    broker.ask("two");
    broker.pass(Duration.ofMinutes(5).minusSeconds(1));
    assertThat(answer(broker.ask("two"))).isEqualTo("from b");
    broker.pass(SECOND);
    assertThat(answer(broker.ask("two"))).isEqualTo("from a");
    assertThat(state("model:a/a")).isInstanceOf(CooldownState.Clear.class);
  }

  @Test
  void cooldown_wrong_another_key_is_used_at_once() throws Exception {
    broker.provider.model("a", status("402 Pay", "", "{}"), says("from a", "a"));
    broker.ask("two");
    assertThat(state("key:a")).isInstanceOf(CooldownState.Cooling.class);
    broker.changeKey();
    broker.restart();
    assertThat(answer(broker.ask("two"))).isEqualTo("from a");
    assertThat(broker.desk.events(CooldownEvent.Rekeyed.class)).hasSize(1);
  }

  @Test
  void cooldown_wrong_a_fallback_that_fails_is_left_alone_for_its_own_time() throws Exception {
    broker.provider.model("a", status("404 No", "", "{}")).model("b", busy("120"));
    assertThat(answer(broker.ask("three"))).isEqualTo("from c");
    assertThat(((CooldownState.Cooling) state("model:b/b")).until())
        .isEqualTo(broker.now().plus(Duration.ofMinutes(2)));
    assertThat(((CooldownState.Cooling) state("model:a/a")).until())
        .isEqualTo(broker.now().plus(Duration.ofSeconds(30)));
    assertThat(answer(broker.ask("three"))).isEqualTo("from c");
    assertThat(List.of(asked("a"), asked("b"))).containsExactly(1L, 1L);
  }
}
