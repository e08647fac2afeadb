package dev.holdfast.core.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.models.Routing.Hope;
import dev.holdfast.core.models.Routing.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RoutingTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final ModelId FIRST = new ModelId("main", "mini");
  private static final ModelId SECOND = new ModelId("other", "mini");
  private static final ModelId THIRD = new ModelId("local", "tiny");

  private static Chain chain(ModelId... models) {
    return new Chain(
        "small",
        Stream.of(models).map(model -> new Chain.Link(model, Abilities.ASSUMED)).toList(),
        false);
  }

  private static Chain windows(long... windows) {
    var models = List.of(FIRST, SECOND, THIRD);
    var links = new ArrayList<Chain.Link>();
    for (int at = 0; at < windows.length; at++) {
      var abilities = new Abilities(windows[at], 0, true, true, true, true);
      links.add(new Chain.Link(models.get(at), abilities));
    }
    return new Chain("small", links, false);
  }

  private static Tried tried(ModelId model, FaultClass fault) {
    return tried(model, fault, Duration.ZERO);
  }

  private static Tried tried(ModelId model, FaultClass fault, Duration retryAfter) {
    return new Tried(model, new ModelFault(fault, "so it said", 0, retryAfter, true));
  }

  private static Step next(Chain chain, Tried... history) {
    return new Routing(chain, Needs.NONE, 7).next(List.of(history), Map.of(), MINUTE);
  }

  private static ModelId asked(Step step) {
    return ((Step.Ask) step).model();
  }

  private static Step.GiveUp gaveUp(Step step) {
    return (Step.GiveUp) step;
  }

  @Test
  void the_first_of_the_chain_is_asked_first_and_at_once() {
    assertThat(next(chain(FIRST, SECOND))).isEqualTo(new Step.Ask(FIRST, Duration.ZERO, ""));
  }

  @Test
  void what_passes_soon_is_asked_once_more_after_a_short_wait() {
    var step = (Step.Ask) next(chain(FIRST, SECOND), tried(FIRST, FaultClass.SERVER_ERROR));
    assertThat(step.model()).isEqualTo(FIRST);
    assertThat(step.rest()).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
    assertThat(
            asked(
                next(
                    chain(FIRST, SECOND),
                    tried(FIRST, FaultClass.SERVER_ERROR),
                    tried(FIRST, FaultClass.OVERLOADED))))
        .isEqualTo(SECOND);
  }

  @Test
  void a_provider_that_asks_for_two_seconds_gets_them_and_for_more_is_passed_by() {
    var two = Duration.ofSeconds(2);
    assertThat(next(chain(FIRST, SECOND), tried(FIRST, FaultClass.RATE_LIMITED, two)))
        .isEqualTo(new Step.Ask(FIRST, two, ""));
    assertThat(
            asked(
                next(
                    chain(FIRST, SECOND),
                    tried(FIRST, FaultClass.RATE_LIMITED, two.plusMillis(1)))))
        .isEqualTo(SECOND);
  }

  @ParameterizedTest
  @EnumSource(names = {"TIMEOUT_CONNECT", "TIMEOUT_FIRST_TOKEN", "TIMEOUT_IDLE", "TIMEOUT_TOTAL"})
  void a_silent_route_is_not_asked_again(FaultClass fault) {
    assertThat(asked(next(chain(FIRST, SECOND), tried(FIRST, fault)))).isEqualTo(SECOND);
    assertThat(gaveUp(next(chain(FIRST), tried(FIRST, fault))).hope()).isEqualTo(Hope.LATER);
  }

  @Test
  void a_broken_stream_goes_to_the_next_and_is_tried_again_only_by_the_last() {
    var broken = tried(FIRST, FaultClass.TRUNCATED);
    assertThat(asked(next(chain(FIRST, SECOND), broken))).isEqualTo(SECOND);
    assertThat(asked(next(chain(FIRST), broken))).isEqualTo(FIRST);
    assertThat(next(chain(FIRST), broken, broken)).isInstanceOf(Step.GiveUp.class);
  }

  @Test
  void an_overflow_goes_to_a_larger_window_or_nowhere() {
    var overflow = tried(FIRST, FaultClass.CONTEXT_OVERFLOW);
    assertThat(asked(next(windows(8_000, 8_000, 32_000), overflow))).isEqualTo(THIRD);
    assertThat(next(windows(8_000, 0, 8_000), overflow)).isInstanceOf(Step.GiveUp.class);
    assertThat(asked(next(windows(0, 0, 32_000), overflow))).isEqualTo(THIRD);
    assertThat(
            next(
                windows(8_000, 32_000, 16_000),
                overflow,
                tried(SECOND, FaultClass.CONTEXT_OVERFLOW)))
        .isInstanceOf(Step.GiveUp.class);
  }

  @Test
  void a_larger_window_stays_needed_after_another_fault() {
    assertThat(
            asked(
                next(
                    windows(8_000, 16_000, 32_000),
                    tried(FIRST, FaultClass.CONTEXT_OVERFLOW),
                    tried(SECOND, FaultClass.NOT_FOUND))))
        .isEqualTo(THIRD);
    assertThat(
            next(
                windows(8_000, 16_000, 4_000),
                tried(FIRST, FaultClass.CONTEXT_OVERFLOW),
                tried(SECOND, FaultClass.NOT_FOUND)))
        .isInstanceOf(Step.GiveUp.class);
  }

  @Test
  void what_the_first_refuses_is_over_and_what_a_fallback_refuses_goes_on() {
    var refused = gaveUp(next(chain(FIRST, SECOND), tried(FIRST, FaultClass.INVALID_REQUEST)));
    assertThat(refused.hope()).isEqualTo(Hope.NONE);
    assertThat(
            asked(
                next(
                    chain(FIRST, SECOND, THIRD),
                    tried(FIRST, FaultClass.AUTH),
                    tried(SECOND, FaultClass.INVALID_REQUEST))))
        .isEqualTo(THIRD);
  }

  @Test
  void a_withheld_answer_is_passed_on_only_if_the_workspace_says_so() {
    var withheld = tried(FIRST, FaultClass.CONTENT_POLICY);
    assertThat(gaveUp(next(chain(FIRST, SECOND), withheld)).hope()).isEqualTo(Hope.NONE);
    var links = chain(FIRST, SECOND).links();
    assertThat(asked(next(new Chain("small", links, true), withheld))).isEqualTo(SECOND);
  }

  @Test
  void who_cannot_do_what_is_needed_is_passed_by() {
    var bare = new Abilities(0, 0, true, true, true, false);
    var chain =
        new Chain(
            "small",
            List.of(new Chain.Link(FIRST, bare), new Chain.Link(SECOND, Abilities.ASSUMED)),
            false);
    var begun = new Needs(false, false, false, true, 0);
    assertThat(asked(new Routing(chain, begun, 1).next(List.of(), Map.of(), MINUTE)))
        .isEqualTo(SECOND);
  }

  @Test
  void who_is_left_alone_is_passed_by_and_when_all_are_it_says_for_how_long() {
    Map<ModelId, Outlook> outlooks =
        Map.of(
            FIRST, new Outlook.Cooling(Duration.ofSeconds(40), "overloaded"),
            SECOND, new Outlook.Cooling(Duration.ofSeconds(20), "overloaded"));
    var routing = new Routing(chain(FIRST, SECOND, THIRD), Needs.NONE, 1);
    assertThat(asked(routing.next(List.of(), outlooks, MINUTE))).isEqualTo(THIRD);
    var nobody =
        gaveUp(new Routing(chain(FIRST, SECOND), Needs.NONE, 1).next(List.of(), outlooks, MINUTE));
    assertThat(nobody.hope()).isEqualTo(Hope.LATER);
    assertThat(nobody.after()).isEqualTo(Duration.ofSeconds(20));
    assertThat(nobody.diagnostic().cause()).contains("main/mini: left alone", "other/mini");
  }

  @Test
  void a_trial_is_asked_as_such() {
    assertThat(
            new Routing(chain(FIRST), Needs.NONE, 1)
                .next(List.of(), Map.of(FIRST, new Outlook.Trial("key:main")), MINUTE))
        .isEqualTo(new Step.Ask(FIRST, Duration.ZERO, "key:main"));
  }

  @Test
  void every_attempt_is_told_in_the_end() {
    var given = gaveUp(next(chain(FIRST), tried(FIRST, FaultClass.BILLING)));
    assertThat(given.diagnostic().cause()).contains("main/mini: billing (so it said)");
  }

  /// Thousands of questions against models that fail in every way.
  @Test
  void no_question_ever_breaks_the_bounds() {
    for (long seed = 1; seed <= 20_000; seed++) {
      new Life(seed).live();
    }
  }

  private static final class Life {
    private final Random random;
    private final Chain chain;
    private final List<Tried> history = new ArrayList<>();
    private final Map<ModelId, Outlook> outlooks = new HashMap<>();
    private final long seed;
    private Duration left = Duration.ofSeconds(5);

    Life(long seed) {
      this.seed = seed;
      this.random = new Random(seed * 0x9e3779b97f4a7c15L);
      var links = new ArrayList<Chain.Link>();
      for (int at = 0; at < random.nextInt(1, 9); at++) {
        var abilities = new Abilities(random.nextInt(4), 0, true, true, true, true);
        links.add(new Chain.Link(new ModelId("p" + at, "m"), abilities));
      }
      this.chain = new Chain("tier", links, random.nextBoolean());
    }

    void live() {
      var routing = new Routing(chain, Needs.NONE, seed);
      for (int steps = 0; steps <= Routing.ATTEMPTS_MAX; steps++) {
        chill();
        switch (routing.next(List.copyOf(history), Map.copyOf(outlooks), left)) {
          case Step.GiveUp _ -> {
            return;
          }
          case Step.Ask(var model, var rest, _) -> ask(model, rest);
        }
      }
      throw new AssertionError("seed " + seed + ": still asking after " + history);
    }

    private void chill() {
      if (random.nextInt(3) == 0) {
        var link = chain.links().get(random.nextInt(chain.links().size()));
        outlooks.put(link.model(), new Outlook.Cooling(Duration.ofSeconds(9), "it failed"));
      }
    }

    private void ask(ModelId model, Duration rest) {
      assertThat(left).as("seed %s", seed).isPositive();
      assertThat(rest).as("seed %s", seed).isLessThan(left).isLessThanOrEqualTo(Handling.WAIT_MAX);
      assertThat(outlooks.get(model) instanceof Outlook.Cooling).as("seed %s", seed).isFalse();
      assertThat(history.stream().filter(tried -> tried.model().equals(model)).count())
          .as("seed %s", seed)
          .isLessThan(Routing.OF_A_MODEL_MAX);
      assertThat(history)
          .as("seed %s", seed)
          .hasSizeLessThan(Routing.ATTEMPTS_MAX)
          .noneMatch(tried ->
              tried.model().equals(model) && tried.fault().kind() == FaultClass.CONTEXT_OVERFLOW);
      var fault = FaultClass.values()[random.nextInt(FaultClass.values().length)];
      history.add(tried(model, fault, Duration.ofMillis(random.nextInt(4_000))));
      left = left.minus(rest).minusMillis(random.nextInt(1_500));
    }
  }
}
