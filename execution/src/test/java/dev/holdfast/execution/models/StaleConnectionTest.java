package dev.holdfast.execution.models;

import static dev.holdfast.execution.models.BreakingProvider.once;
import static dev.holdfast.execution.models.BreakingProvider.says;
import static dev.holdfast.execution.models.BreakingProvider.whole;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.models.CooldownRules;
import dev.holdfast.core.models.CooldownState;
import dev.holdfast.core.models.FaultClass;
import dev.holdfast.core.models.Reply;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A connection that had been kept, and breaks before anything of the answer came.
final class StaleConnectionTest {
  @TempDir private Path folder;
  private Broker broker;

  @BeforeEach
  void start() throws IOException {
    broker = new Broker(folder);
    broker.provider.model("b", says("from b", "b"));
  }

  @AfterEach
  void stop() throws IOException {
    broker.close();
  }

  @Test
  void the_model_is_asked_again_on_a_new_one_and_both_attempts_are_on_record() throws Exception {
    broker.provider.model("a", once("200 OK", whole("from a", "a")));
    assertThat(broker.ask("two").attempts()).hasSize(1);
    var outcome = broker.ask("two");
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Answered.class,
            answered -> assertThat(answered.reply().said().text()).isEqualTo("from a"));
    assertThat(outcome.attempts()).hasSize(2);
    assertThat(outcome.attempts().getFirst().reply())
        .isInstanceOfSatisfying(
            Reply.Broken.class,
            broken -> {
              assertThat(broken.fault().kind()).isEqualTo(FaultClass.NETWORK);
              assertThat(broken.fault().sent()).isTrue();
            });
    assertThat(broker.intents).hasSize(3);
    assertThat(broker.ended).hasSize(3);
  }

  @Test
  void it_is_no_strike_against_the_model() throws Exception {
    broker.provider.model("a", once("500 Oh", "{}"));
    for (int question = 0; question < 2; question++) {
      var attempts = broker.ask("two").attempts();
      assertThat(attempts).hasSize(3);
      assertThat(attempts.get(1).reply())
          .isInstanceOfSatisfying(
              Reply.Broken.class, broken -> assertThat(broken.fault().stale()).isTrue());
    }
    // Two strikes of its own; with the broken connections it would be four.
    var scope = CooldownRules.id("model:a/a");
    assertThat(broker.desk.state(scope)).isInstanceOf(CooldownState.New.class);
    broker.ask("two");
    assertThat(broker.desk.state(scope)).isInstanceOf(CooldownState.Cooling.class);
  }
}
