package dev.holdfast.execution.models;

import static dev.holdfast.execution.models.BreakingProvider.says;
import static dev.holdfast.execution.models.BreakingProvider.silent;
import static dev.holdfast.execution.models.BreakingProvider.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.models.CooldownCommand;
import dev.holdfast.core.models.CooldownEvent;
import dev.holdfast.core.models.CooldownRules;
import dev.holdfast.core.models.CooldownState;
import dev.holdfast.core.models.CooldownTerms;
import dev.holdfast.core.models.Routing.Hope;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An outage, from its first fault to the last trial.
final class CooldownsTest {
  private static final BreakingProvider.Break DOWN = status("503 Down", "", "{}");
  private static final String SCOPE = "model:a/a";
  private static final int ASKERS = 8;
  private static final Duration COOL = CooldownTerms.USUAL.first();

  @TempDir private Path folder;
  private Broker broker;

  @BeforeEach
  void start() throws IOException {
    broker = new Broker(folder);
    broker
        .provider
        .model("a", DOWN)
        .model("a2", says("from a2", "a2"))
        .model("a3", says("from a3", "a3"))
        .model("b", says("from b", "b"));
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

  /// Two questions: four faults in a row.
  private void fell() throws InterruptedException {
    broker.ask("two");
    broker.ask("two");
    assertThat(state(SCOPE)).isInstanceOf(CooldownState.Cooling.class);
    broker.provider.forget();
  }

  @Test
  void what_fails_three_times_in_a_row_is_passed_by_and_its_sister_is_not() throws Exception {
    fell();
    assertThat(broker.ask("sisters")).isInstanceOf(Outcome.Answered.class);
    assertThat(asked("a")).isZero();
    assertThat(asked("a2")).isEqualTo(1);
  }

  @Test
  void who_is_alone_and_left_alone_says_until_when() throws Exception {
    fell();
    assertThat(broker.ask("one"))
        .isInstanceOfSatisfying(
            Outcome.Unanswered.class,
            none -> {
              assertThat(none.hope()).isEqualTo(Hope.LATER);
              assertThat(none.after()).isEqualTo(COOL);
              assertThat(none.why().cause()).contains("left alone");
            });
    assertThat(asked("a")).isZero();
  }

  @Test
  void a_restart_forgets_nothing() throws Exception {
    fell();
    broker.restart();
    broker.ask("two");
    assertThat(asked("a")).isZero();
  }

  @Test
  void after_its_time_exactly_one_of_many_tries() throws Exception {
    fell();
    broker.pass(COOL);
    broker.provider.forget();
    try (var askers = Executors.newVirtualThreadPerTaskExecutor()) {
      var asking = new ArrayList<Callable<Outcome>>();
      for (int i = 0; i < ASKERS; i++) {
        asking.add(() -> broker.ask("two"));
      }
      for (var outcome : askers.invokeAll(asking)) {
        assertThat(outcome.get()).isInstanceOf(Outcome.Answered.class);
      }
    }
    assertThat(asked("a")).isEqualTo(1);
    assertThat(((CooldownState.Cooling) state(SCOPE)).round()).isEqualTo(2);
  }

  /// What the other node saw last says that somebody may try; the desk says that somebody does.
  @Test
  void a_node_that_knows_of_no_trial_asks_the_desk_and_is_refused() throws Exception {
    fell();
    var other = broker.anotherNode();
    broker.ask(other, "two");
    broker.pass(COOL);
    broker.provider.model("a", silent());
    broker.provider.forget();
    var trial = Thread.ofVirtual().start(this::askQuietly);
    while (asked("a") == 0) {
      Thread.onSpinWait();
    }
    assertThat(broker.ask(other, "two")).isInstanceOf(Outcome.Answered.class);
    trial.join();
    assertThat(asked("a")).isEqualTo(1);
  }

  private void askQuietly() {
    try {
      broker.ask("two");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void a_trial_that_is_answered_ends_it() throws Exception {
    fell();
    broker.pass(COOL);
    broker.provider.model("a", says("well again", "a"));
    assertThat(broker.ask("two"))
        .isInstanceOfSatisfying(
            Outcome.Answered.class,
            answered -> assertThat(answered.reply().said().text()).isEqualTo("well again"));
    assertThat(state(SCOPE)).isEqualTo(new CooldownState.Clear(SCOPE));
    broker.ask("two");
    assertThat(asked("b")).isZero();
  }

  @Test
  void a_person_ends_it_before_its_time() throws Exception {
    fell();
    broker.provider.model("a", says("well again", "a"));
    broker.desk.order(CooldownRules.id(SCOPE), new CooldownCommand.Release(SCOPE, "mended"));
    broker.ask("two");
    assertThat(asked("a")).isEqualTo(1);
  }

  @Test
  void another_key_ends_it() throws Exception {
    broker.provider.model("a", status("401 No", "", "{}"));
    broker.ask("two");
    assertThat(state("key:a")).isInstanceOf(CooldownState.Cooling.class);
    broker.changeKey();
    broker.provider.model("a", says("well again", "a"));
    broker.restart();
    broker.ask("two");
    assertThat(broker.desk.events(CooldownEvent.Rekeyed.class)).hasSize(1);
    assertThat(broker.ask("one")).isInstanceOf(Outcome.Answered.class);
  }

  @Test
  void two_models_that_fall_alike_fell_with_their_provider() throws Exception {
    broker.provider.model("a2", DOWN);
    broker.ask("sisters");
    broker.ask("sisters");
    assertThat(state("provider:a")).isInstanceOf(CooldownState.Cooling.class);
    assertThat(state("model:b/b")).isInstanceOf(CooldownState.New.class);
  }

  /// Asked each second. Three faults in a row leave it alone for 30 s, the failed trial after that
  /// for a minute, and the next trial finds it well, half a minute after its recovery.
  @Test
  void an_outage_of_a_minute_is_passed_by_and_its_end_is_found() throws Exception {
    var asked = new ArrayList<Long>();
    for (int second = 0; second < 120; second++) {
      if (second == 60) {
        broker.provider.model("a", says("from a", "a"));
      }
      broker.provider.forget();
      assertThat(broker.ask("two")).as("second %d", second).isInstanceOf(Outcome.Answered.class);
      asked.add(asked("a"));
      assertThat(asked("b")).as("second %d", second).isEqualTo(second < 91 ? 1 : 0);
      broker.pass(Duration.ofSeconds(1));
    }
    var wanted = new ArrayList<Long>(Collections.nCopies(91, 0L));
    wanted.set(0, 2L);
    wanted.set(1, 1L);
    wanted.set(31, 1L);
    wanted.addAll(Collections.nCopies(29, 1L));
    assertThat(asked).isEqualTo(wanted);
    assertThat(state(SCOPE)).isEqualTo(new CooldownState.Clear(SCOPE));
  }
}
