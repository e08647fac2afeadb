package dev.holdfast.execution.models;

import static dev.holdfast.execution.models.BreakingProvider.alive;
import static dev.holdfast.execution.models.BreakingProvider.begun;
import static dev.holdfast.execution.models.BreakingProvider.busy;
import static dev.holdfast.execution.models.BreakingProvider.chatter;
import static dev.holdfast.execution.models.BreakingProvider.error;
import static dev.holdfast.execution.models.BreakingProvider.garbage;
import static dev.holdfast.execution.models.BreakingProvider.later;
import static dev.holdfast.execution.models.BreakingProvider.pieces;
import static dev.holdfast.execution.models.BreakingProvider.reset;
import static dev.holdfast.execution.models.BreakingProvider.says;
import static dev.holdfast.execution.models.BreakingProvider.silent;
import static dev.holdfast.execution.models.BreakingProvider.status;
import static dev.holdfast.execution.models.BreakingProvider.tokenless;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.core.models.CooldownCommand;
import dev.holdfast.core.models.CooldownRules;
import dev.holdfast.core.models.Delta;
import dev.holdfast.core.models.FaultClass;
import dev.holdfast.core.models.ModelFault;
import dev.holdfast.core.models.Patience;
import dev.holdfast.core.models.Reply;
import dev.holdfast.execution.models.BreakingProvider.Break;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What breaks in the field between a question and its answer (docs/field-failures.md), against the
/// real broker. Each test begins with the name of its class.
final class ModelFailuresTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String FROM_B = "whole from b";

  @TempDir private Path folder;
  private Broker broker;

  @BeforeEach
  void start() throws IOException {
    broker = new Broker(folder);
    broker.provider.model("b", says(FROM_B, "b")).model("c", says("whole from c", "c"));
  }

  @AfterEach
  void stop() throws IOException {
    broker.close();
  }

  private long asked(String model) {
    return broker.provider.asked(model);
  }

  private static void assertAnswer(Outcome outcome, String text) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Answered.class,
            answered -> assertThat(answered.reply().said().text()).isEqualTo(text));
  }

  private static ModelFault fault(Made made) {
    return ((Reply.Broken) made.reply()).fault();
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /// What providers, and what speaks like them, really say: `status name | class | next or stop |
  /// body`.
  static Stream<Arguments> complaints() throws IOException {
    try (var lines = ModelFailuresTest.class.getResourceAsStream("complaints.txt")) {
      return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\\|", 4))
          .map(parts ->
              arguments(parts[0].strip(), parts[1].strip(), parts[2].strip(), parts[3].strip()));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("complaints")
  void fallback_not_triggered_each_complaint_has_its_class_and_what_follows(
      String name, String kind, String follows, String body) throws Exception {
    broker.provider.model("a", status(name.substring(0, 3) + " Oh", "", body));
    var outcome = broker.ask("two");
    assertThat(fault(outcome.attempts().getFirst()).kind().word()).isEqualTo(kind);
    switch (follows) {
      case "next" -> assertAnswer(outcome, FROM_B);
      case "stop" -> {
        assertThat(outcome)
            .isInstanceOfSatisfying(
                Outcome.Unanswered.class,
                none -> assertThat(none.why().cause()).contains("a/a: " + kind));
        assertThat(asked("b")).isZero();
      }
      default -> throw new AssertionError(follows);
    }
  }

  @Test
  void fallback_not_triggered_a_server_that_is_not_there_is_passed_by() throws Exception {
    var outcome = broker.ask("deaf");
    assertAnswer(outcome, FROM_B);
    assertThat(fault(outcome.attempts().getFirst()))
        .satisfies(fault -> {
          assertThat(fault.kind()).isEqualTo(FaultClass.NETWORK);
          assertThat(fault.sent()).isFalse();
        });
  }

  @Test
  void fallback_not_triggered_a_provider_that_nobody_knows_is_passed_by() throws Exception {
    assertAnswer(broker.ask("gone"), FROM_B);
  }

  @Test
  void fallback_not_triggered_each_of_the_chain_is_asked_or_said_why_not() throws Exception {
    broker
        .provider
        .model("a", busy("30"))
        .model("b", tokenless())
        .model("c", status("404 No", "", "{}"));
    assertThat(broker.ask("three"))
        .isInstanceOfSatisfying(
            Outcome.Unanswered.class,
            none ->
                assertThat(none.why().cause())
                    .contains("a/a: rate-limited", "b/b: timeout-first-token", "c/c: not-found"));
    // The second time two of them are left alone, and it is said until when.
    assertThat(broker.ask("three"))
        .isInstanceOfSatisfying(
            Outcome.Unanswered.class,
            none -> assertThat(none.why().cause()).contains("a/a: left alone", "c/c: left alone"));
  }

  static Stream<Arguments> stalls() {
    return Stream.of(
        arguments("timeout-first-token", silent()),
        arguments("timeout-first-token", tokenless()),
        arguments("timeout-idle", begun("Well, ", silent())),
        arguments("timeout-idle", begun("Well, ", alive())));
  }

  @ParameterizedTest
  @MethodSource("stalls")
  void stream_stall_signs_of_life_are_no_progress_and_the_next_one_answers(String kind, Break stall)
      throws Exception {
    broker.provider.model("a", stall);
    long began = System.nanoTime();
    var outcome = broker.ask("two");
    assertAnswer(outcome, FROM_B);
    assertThat(fault(outcome.attempts().getFirst()).kind().word()).isEqualTo(kind);
    assertThat(since(began)).isLessThan(Broker.SILENCE.multipliedBy(5));
  }

  @Test
  void stream_stall_content_without_an_end_is_cut_at_the_absolute_deadline() throws Exception {
    var second = Duration.ofSeconds(1);
    broker.wait(new Patience(LONG, LONG, LONG, second));
    broker.provider.model("a", begun("Well, ", chatter()));
    long began = System.nanoTime();
    var outcome = broker.ask("two");
    assertThat(since(began)).isBetween(second, second.multipliedBy(2));
    assertThat(outcome).isInstanceOf(Outcome.Unanswered.class);
    assertThat(fault(outcome.attempts().getLast()).kind()).isEqualTo(FaultClass.TIMEOUT_TOTAL);
  }

  @Test
  void stream_stall_who_hangs_holds_up_nobody_else() throws Exception {
    broker.wait(new Patience(LONG, LONG, LONG, LONG));
    broker.provider.model("a", begun("Well, ", alive()));
    try (var askers = Executors.newVirtualThreadPerTaskExecutor()) {
      var stuck = new ArrayList<Future<Outcome>>();
      for (int i = 0; i < 20; i++) {
        stuck.add(askers.submit(() -> broker.ask("one")));
      }
      while (asked("a") < 20) {
        Thread.onSpinWait();
      }
      long began = System.nanoTime();
      assertAnswer(broker.ask("strong"), FROM_B);
      stuck.forEach(one -> one.cancel(true));
      askers.shutdown();
      assertThat(askers.awaitTermination(2, TimeUnit.SECONDS)).as("cut at once").isTrue();
      assertThat(since(began)).isLessThan(Duration.ofSeconds(2));
    }
  }

  /// The wait that ends it is the class's, shorter or longer than any that is built in.
  @Test
  void timeout_config_ignored_each_wait_is_the_one_of_the_class() throws Exception {
    var wait = Duration.ofMillis(400);
    var waits =
        List.of(
            arguments(new Patience(LONG, wait, LONG, LONG), silent(), "timeout-first-token"),
            arguments(new Patience(LONG, LONG, wait, LONG), begun("x", silent()), "timeout-idle"),
            arguments(new Patience(LONG, LONG, LONG, wait), silent(), "timeout-total"));
    for (var one : waits) {
      broker.wait((Patience) one.get()[0]);
      broker.provider.model("a", (Break) one.get()[1]);
      long began = System.nanoTime();
      assertThat(fault(broker.ask("one").attempts().getFirst()).kind().word())
          .isEqualTo(one.get()[2]);
      assertThat(since(began)).isBetween(wait, wait.multipliedBy(3));
    }
  }

  @Test
  void timeout_config_ignored_who_is_slow_within_its_class_is_waited_for() throws Exception {
    var slow = Duration.ofMillis(1_200);
    broker.provider.model("a", later(slow, begun("slow", later(slow, endingOf()))));
    broker.wait(new Patience(LONG, LONG, LONG, LONG));
    assertAnswer(broker.ask("two"), "slow");
    assertThat(asked("b")).isZero();
  }

  private static Break endingOf() {
    return line -> line.write(BreakingProvider.ending("a"));
  }

  @Test
  void timeout_config_ignored_whoever_asks_has_the_last_word() throws Exception {
    var within = Duration.ofMillis(500);
    broker.wait(new Patience(LONG, LONG, LONG, LONG));
    broker.provider.model("a", silent());
    long began = System.nanoTime();
    assertThat(broker.ask("three", within)).isInstanceOf(Outcome.Unanswered.class);
    assertThat(since(began)).isBetween(within, within.multipliedBy(3));
  }

  static Stream<Arguments> breaks() {
    return Stream.of(
        arguments("reset", reset()),
        arguments("error", error("{\"error\":{\"message\":\"slow down\",\"code\":429}}")),
        arguments("garbage", garbage()),
        arguments("no end", (Break) _ -> {}),
        arguments("silence", silent()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("breaks")
  void mid_stream_error_at_every_piece_it_ends_whole_or_clear(String name, Break then)
      throws Exception {
    for (int count = 0; count < 4; count++) {
      for (var tier : List.of("one", "two")) {
        broker.restart();
        broker.provider.forget();
        broker.provider.model("a", pieces(count, then));
        release();
        long began = System.nanoTime();
        var outcome = broker.ask(tier);
        assertThat(since(began)).as("%s after %d", name, count).isLessThan(Duration.ofSeconds(3));
        if (tier.equals("two")) {
          assertAnswer(outcome, FROM_B);
        } else {
          assertThat(outcome).isInstanceOf(Outcome.Unanswered.class);
          assertThat(asked("b")).isZero();
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("breaks")
  void mid_stream_error_what_has_begun_to_come_is_never_gone_on_with_by_another(
      String name, Break then) throws Exception {
    for (int count = 0; count < 4; count++) {
      broker.restart();
      broker.provider.forget();
      broker.provider.model("a", pieces(count, then));
      release();
      var heard = new StringBuilder();
      var outcome =
          broker.ask(
              "two",
              new Manner.Committed(delta -> {
                if (delta instanceof Delta.Text(var text)) {
                  heard.append(text);
                }
              }));
      if (count == 0) {
        assertAnswer(outcome, FROM_B);
        assertThat(heard).hasToString(FROM_B);
      } else {
        assertThat(outcome).as("%s after %d", name, count).isInstanceOf(Outcome.BrokenOff.class);
        assertThat(asked("b")).isZero();
        assertThat(heard.toString()).doesNotContain(FROM_B).startsWith("piece 0 ");
      }
    }
  }

  /// Each round begins with a model that nobody holds anything against.
  private void release() {
    var scope = "model:a/a";
    broker.desk.order(CooldownRules.id(scope), new CooldownCommand.Release(scope, "next round"));
  }
}
