package dev.holdfast.execution.models;

import static dev.holdfast.execution.models.BreakingProvider.begun;
import static dev.holdfast.execution.models.BreakingProvider.busy;
import static dev.holdfast.execution.models.BreakingProvider.endless;
import static dev.holdfast.execution.models.BreakingProvider.malformed;
import static dev.holdfast.execution.models.BreakingProvider.refuses;
import static dev.holdfast.execution.models.BreakingProvider.reset;
import static dev.holdfast.execution.models.BreakingProvider.says;
import static dev.holdfast.execution.models.BreakingProvider.silent;
import static dev.holdfast.execution.models.BreakingProvider.status;
import static dev.holdfast.execution.models.BreakingProvider.tokenless;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.core.models.Abilities;
import dev.holdfast.core.models.Delta;
import dev.holdfast.core.models.FaultClass;
import dev.holdfast.core.models.Question;
import dev.holdfast.core.models.Reply;
import dev.holdfast.core.models.Routing.Hope;
import dev.holdfast.core.models.Turn;
import dev.holdfast.core.spend.Usage;
import dev.holdfast.execution.models.BreakingProvider.Break;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a provider can do to a question: for each, how often each model is asked, how long it may
/// take, and that what comes is a whole answer or a clear error.
@Timeout(value = 5, unit = TimeUnit.SECONDS)
final class SixteenFaultsTest {
  private static final Duration SOON = Duration.ofMillis(1_500);
  private static final String BAD = "never to be seen";

  /// Milliseconds for whatever does not ask to wait, and for a second's wait.
  private static final long QUICK = 1_500;

  private static final long WAITING = 2_500;

  @TempDir private Path folder;
  private Broker broker;

  @BeforeEach
  void start() throws IOException {
    broker = new Broker(folder);
    broker
        .provider
        .model("b", says("whole from b", "b-served"))
        .model("c", says("whole from c", "c"));
  }

  @AfterEach
  void stop() throws IOException {
    broker.close();
  }

  private static Break good() {
    return says("whole from a", "a-served");
  }

  /// What it is called, what `a` does, how often `a` is asked and how often the next, how often `a`
  /// when there is no next, and in how many milliseconds at most.
  static Stream<Arguments> rescued() {
    var oh = status("500 Oh", "", "{}");
    var down = status("503 Down", "", "{}");
    var no = status("401 No", "", "{}");
    return Stream.of(
        arguments("429 with Retry-After once", new Break[] {busy("1"), good()}, 2, 0, 2, WAITING),
        arguments("429 with Retry-After always", new Break[] {busy("1")}, 2, 1, 2, WAITING),
        arguments("429 that asks for too long", new Break[] {busy("30")}, 1, 1, 1, QUICK),
        arguments("500 once", new Break[] {oh, good()}, 2, 0, 2, QUICK),
        arguments("503 always", new Break[] {down}, 2, 1, 2, QUICK),
        arguments("reset before headers", new Break[] {reset()}, 2, 1, 2, QUICK),
        arguments("accepts and never answers", new Break[] {silent()}, 1, 1, 1, QUICK),
        arguments("headers, then no token", new Break[] {tokenless()}, 1, 1, 1, QUICK),
        arguments("cut after two thirds", new Break[] {cut()}, 1, 1, 2, QUICK),
        arguments("stall", new Break[] {begun(BAD, silent())}, 1, 1, 1, QUICK),
        arguments("malformed chunk", new Break[] {malformed(BAD)}, 1, 1, 2, QUICK),
        arguments("no end marker", new Break[] {endless(BAD)}, 1, 1, 2, QUICK),
        arguments("a key that is refused", new Break[] {no}, 1, 1, 1, QUICK));
  }

  private static Break cut() {
    return begun(BAD, BreakingProvider.Line::reset);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rescued")
  void the_answer_is_whole(String fault, Break[] breaks, int ofA, int ofB, int alone, long within)
      throws Exception {
    broker.provider.model("a", breaks);
    long began = System.nanoTime();
    var outcome = broker.ask("two");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(within));
    var whole = ofB == 0 ? "whole from a" : "whole from b";
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Answered.class,
            answered -> assertThat(answered.reply().said().text()).isEqualTo(whole));
    assertThat(broker.provider.asked("a")).isEqualTo(ofA);
    assertThat(broker.provider.asked("b")).isEqualTo(ofB);
    assertThat(broker.intents).hasSize(ofA + ofB);
    assertThat(broker.ended).hasSize(ofA + ofB).isEqualTo(outcome.attempts());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rescued")
  void alone_it_is_an_answer_or_a_clear_error_in_time(
      String fault, Break[] breaks, int ofA, int ofB, int alone, long within) throws Exception {
    broker.provider.model("a", breaks);
    long began = System.nanoTime();
    var outcome = broker.ask("one");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(within));
    if (ofB == 0) {
      assertThat(outcome).isInstanceOf(Outcome.Answered.class);
    } else {
      assertThat(outcome)
          .isInstanceOfSatisfying(
              Outcome.Unanswered.class,
              unanswered ->
                  assertThat(unanswered.why().cause()).contains("a/a: ").doesNotContain(BAD));
    }
    assertThat(broker.provider.asked("a")).isEqualTo(alone);
    assertThat(broker.ended).hasSize(alone);
    assertThat(broker.provider.asked("b")).isZero();
  }

  @Test
  void a_context_overflow_goes_to_a_larger_window_only() throws Exception {
    broker
        .can("a", window(8_000))
        .can("b", window(8_000))
        .can("c", window(32_000))
        .provider
        .model("a", refuses("400 Bad", "context_length_exceeded", "too many tokens"));
    assertThat(broker.ask("three")).isInstanceOf(Outcome.Answered.class);
    assertThat(List.of(asked("a"), asked("b"), asked("c"))).containsExactly(1L, 0L, 1L);
    assertThat(broker.ask("two"))
        .isInstanceOfSatisfying(
            Outcome.Unanswered.class, none -> assertThat(none.hope()).isEqualTo(Hope.NONE));
  }

  private static Abilities window(long tokens) {
    return new Abilities(tokens, 0, true, true, true, true);
  }

  private long asked(String model) {
    return broker.provider.asked(model);
  }

  @Test
  void a_withheld_answer_is_passed_on_only_where_the_workspace_says_so() throws Exception {
    broker.provider.model("a", refuses("400 Bad", "content_filter", "withheld"));
    var withheld = broker.ask("two");
    assertThat(withheld.lastFault())
        .hasValueSatisfying(fault -> assertThat(fault.kind()).isEqualTo(FaultClass.CONTENT_POLICY));
    assertThat(List.of(asked("a"), asked("b"))).containsExactly(1L, 0L);
    broker.tell(true);
    assertThat(broker.ask("two")).isInstanceOf(Outcome.Answered.class);
    assertThat(List.of(asked("a"), asked("b"))).containsExactly(2L, 1L);
  }

  @Test
  void a_fallback_that_rejects_a_begun_answer_is_passed_by() throws Exception {
    var begun =
        Question.of(
            List.of(Turn.Asked.of("hello"), new Turn.Said("Once upon", List.of())), List.of());
    broker
        .provider
        .model("a", status("401 No", "", "{}"))
        .model("b", refuses("400 Bad", "", "This model does not support assistant prefill"));
    assertThat(broker.ask("three", begun, new Manner.Buffered()))
        .isInstanceOf(Outcome.Answered.class);
    assertThat(List.of(asked("a"), asked("b"), asked("c"))).containsExactly(1L, 1L, 1L);
    broker.can("b", new Abilities(0, 0, true, true, true, false));
    broker.ask("three", begun, new Manner.Buffered());
    assertThat(asked("b")).isEqualTo(1);
  }

  @Test
  void the_one_who_answered_is_named_with_its_usage() throws Exception {
    broker.provider.model("a", status("404 No", "", "{}"));
    assertThat(broker.ask("two"))
        .isInstanceOfSatisfying(
            Outcome.Answered.class,
            answered -> {
              assertThat(answered.model()).isEqualTo(Broker.model("b"));
              assertThat(answered.reply().served()).isEqualTo("b-served");
              assertThat(answered.reply().usage()).isEqualTo(new Usage(11, 0, 0, 5, 0));
            });
    assertThat(broker.ended.getFirst().reply()).isInstanceOf(Reply.Broken.class);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rescued")
  void what_has_begun_to_be_passed_on_is_one_model_s_or_none(
      String fault, Break[] breaks, int ofA, int ofB, int alone, long within) throws Exception {
    broker.provider.model("a", breaks);
    var heard = new ArrayList<String>();
    var outcome =
        broker.ask(
            "two",
            new Manner.Committed(delta -> {
              if (delta instanceof Delta.Text(var text)) {
                heard.add(text);
              }
            }));
    switch (outcome) {
      case Outcome.Answered(var reply, _, _) ->
          assertThat(String.join("", heard)).isEqualTo(reply.said().text());
      case Outcome.BrokenOff(_, var model, _) -> {
        assertThat(heard).containsExactly(BAD);
        assertThat(model).isEqualTo(Broker.model("a"));
        assertThat(broker.provider.asked("b")).isZero();
      }
      case Outcome.Unanswered _, Outcome.Refused _ -> throw new AssertionError(outcome);
    }
  }

  @Test
  void whoever_is_cut_stops_at_once() throws Exception {
    broker.provider.model("a", begun(BAD, silent()));
    var asker =
        Thread.ofVirtual()
            .start(() -> {
              try {
                broker.ask("one");
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
    while (broker.provider.asked("a") == 0) {
      Thread.onSpinWait();
    }
    asker.interrupt();
    assertThat(asker.join(SOON)).isTrue();
    assertThat(broker.provider.asked("a")).isEqualTo(1);
  }
}
