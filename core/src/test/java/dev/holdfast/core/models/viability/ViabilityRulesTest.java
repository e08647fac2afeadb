package dev.holdfast.core.models.viability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Decision;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import dev.holdfast.core.models.CheckTerms;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.ModelsPolicy;
import dev.holdfast.core.models.viability.Trait.Result;
import dev.holdfast.core.path.ViabilityLife;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ViabilityRulesTest {
  private static final ModelId MODEL = ViabilityLife.MODEL;
  private static final StreamId ID = ViabilityRules.id(MODEL);
  private static final Duration WITHIN = Duration.ofMinutes(2);
  private static final Versions<ModelsPolicy> POLICY =
      new Versions<>() {
        @Override
        public int current() {
          return 1;
        }

        @Override
        public ModelsPolicy at(int version) {
          return ModelsPolicy.NONE;
        }
      };

  private final ViabilityRules rules = new ViabilityRules();
  private ViabilityState state = new ViabilityState.New();
  private Instant now = Instant.parse("2026-11-23T09:00:00Z");

  private boolean tell(ViabilityCommand command) {
    return switch (rules.decide(ID, state, command, POLICY, now)) {
      case Decision.Refuse<ViabilityEvent> _ -> false;
      case Decision.Accept<ViabilityEvent>(var events) -> {
        events.forEach(event -> state = rules.evolve(state, event));
        yield true;
      }
    };
  }

  private void want() {
    tell(new ViabilityCommand.Want(MODEL, "ada", "asked"));
  }

  private boolean begin(String holder) {
    return tell(new ViabilityCommand.Begin(holder, WITHIN));
  }

  private boolean conclude(String holder, Examination found) {
    return tell(new ViabilityCommand.Conclude(holder, found));
  }

  private void examine(Examination found) {
    want();
    begin("one");
    conclude("one", found);
  }

  private void pass(Duration time) {
    now = now.plus(time);
    tell(new ViabilityCommand.Wake());
  }

  private static Examination found(String version, Result... results) {
    var traits =
        Stream.of(Aspect.values())
            .map(aspect ->
                new Trait(
                    aspect,
                    aspect.ordinal() < results.length ? results[aspect.ordinal()] : Result.PASSED,
                    version))
            .toList();
    var identity =
        new Identity(version, "digest of " + version, "settings", List.of("answer of " + version));
    return new Examination(traits, Pace.NONE, 8_000, identity, 1);
  }

  private String status() {
    return rules.standing(ID, state).status();
  }

  @Test
  void one_node_of_all_examines() {
    want();
    assertThat(begin("one")).isTrue();
    assertThat(begin("two")).isFalse();
    assertThat(conclude("two", found("v1"))).isFalse();
    assertThat(conclude("one", found("v1"))).isTrue();
    assertThat(status()).isEqualTo("viable");
  }

  @Test
  void nobody_examines_what_nobody_wants() {
    assertThat(begin("one")).isFalse();
    examine(found("v1"));
    assertThat(begin("one")).isFalse();
  }

  @Test
  void who_is_not_heard_of_is_replaced_and_its_late_result_not_taken() {
    want();
    begin("one");
    pass(WITHIN);
    assertThat(status()).isEqualTo("wanted");
    assertThat(begin("two")).isTrue();
    assertThat(conclude("one", found("v1"))).isFalse();
    assertThat(conclude("two", found("v2"))).isTrue();
  }

  @Test
  void who_is_at_work_keeps_it_and_who_comes_too_late_does_not() {
    want();
    begin("one");
    pass(WITHIN.minusSeconds(1));
    assertThat(begin("one")).isTrue();
    pass(WITHIN.minusSeconds(1));
    assertThat(status()).isEqualTo("examining");
    now = now.plusSeconds(1);
    assertThat(begin("one")).isFalse();
  }

  @Test
  void an_examination_that_never_ends_is_given_up() {
    want();
    for (int i = 0; i < ViabilityRules.TRIES_MAX; i++) {
      assertThat(begin("one")).isTrue();
      pass(WITHIN);
    }
    assertThat(state).isInstanceOf(ViabilityState.Outdated.class);
    assertThat(rules.standing(ID, state).dueAt()).isEmpty();
  }

  @Test
  void a_wish_that_no_node_takes_up_ends() {
    want();
    pass(ViabilityRules.WISH_MAX);
    assertThat(status()).isEqualTo("outdated");
  }

  @Test
  void what_is_too_old_counts_no_longer() {
    examine(found("v1"));
    assertThat(state.last().counts(now, "settings")).isTrue();
    assertThat(state.last().counts(now, "other settings")).isFalse();
    pass(CheckTerms.USUAL.valid());
    assertThat(status()).isEqualTo("outdated");
    assertThat(state.last().counts(now, "settings")).isFalse();
  }

  @Test
  void another_version_makes_it_outdated_and_the_same_does_not() {
    examine(found("v1"));
    tell(new ViabilityCommand.Notice("v1", ""));
    tell(new ViabilityCommand.Notice("", ""));
    assertThat(status()).isEqualTo("viable");
    tell(new ViabilityCommand.Notice("v2", ""));
    assertThat(state)
        .isInstanceOfSatisfying(
            ViabilityState.Outdated.class,
            outdated -> assertThat(outdated.why()).isEqualTo("its version 'v2' was 'v1'"));
    assertThat(state.last().counts(now, "settings")).isFalse();
  }

  @Test
  void another_digest_makes_it_outdated_and_the_same_does_not() {
    examine(found("v1"));
    tell(new ViabilityCommand.Notice("", "digest of v1"));
    assertThat(status()).isEqualTo("viable");
    tell(new ViabilityCommand.Notice("", "digest of v2"));
    assertThat(status()).isEqualTo("outdated");
  }

  @Test
  void drift_is_told_once_and_is_no_failure() {
    examine(found("v1"));
    assertThat(state.last().drift()).isEmpty();
    examine(found("v2"));
    assertThat(state.last().drift())
        .containsExactly(
            "version 'v2' was 'v1'",
            "digest 'digest of v2' was 'digest of v1'",
            "answers canary 1 otherwise");
    assertThat(status()).isEqualTo("viable");
    examine(found("v2"));
    assertThat(state.last().drift()).isEmpty();
  }

  @Test
  void an_outage_takes_nothing_back_and_what_was_known_counts_as_long_as_it_would_have() {
    examine(found("v1", Result.PASSED, Result.PASSED, Result.PASSED, Result.FAILED));
    var until = state.last().until();
    pass(Duration.ofHours(1));
    examine(untold());
    assertThat(status()).isEqualTo("flawed");
    assertThat(state.last().found().result(Aspect.TOOLS)).isEqualTo(Result.FAILED);
    assertThat(state.last().found().window()).isEqualTo(8_000);
    assertThat(state.last().until()).isEqualTo(until);
    assertThat(state.last().found().traits()).extracting(Trait::untold).doesNotContain("");
    pass(Duration.between(now, until).minus(Duration.ofMinutes(1)));
    examine(untold());
    assertThat(state.last().until()).isEqualTo(now.plus(ViabilityRules.UNTOLD_MAX));
  }

  @Test
  void drift_is_seen_across_an_outage() {
    examine(found("v1"));
    var identity = new Identity("", "", "settings", List.of(""));
    examine(new Examination(untold().traits(), Pace.NONE, 0, identity, 0));
    assertThat(state.last().drift()).isEmpty();
    tell(new ViabilityCommand.Notice("v1", "digest of v1"));
    examine(found("v2"));
    assertThat(state.last().drift()).hasSize(3);
  }

  @Test
  void what_could_not_be_told_is_looked_at_again_soon() {
    examine(untold());
    assertThat(status()).isEqualTo("untold");
    assertThat(state.last().until()).isEqualTo(now.plus(ViabilityRules.UNTOLD_MAX));
  }

  private static Examination untold() {
    return found("v1", Stream.of(Aspect.values()).map(_ -> Result.UNTRIED).toArray(Result[]::new));
  }

  @Test
  void whatever_happens_it_is_due_or_at_rest_and_never_tried_too_often() {
    for (long seed = 1; seed <= 2_000; seed++) {
      var random = new Random(seed * 0x9e3779b97f4a7c15L);
      state = new ViabilityState.New();
      for (int step = 0; step < 60; step++) {
        tell(ViabilityLife.command(random));
        now = now.plusSeconds(random.nextInt(600));
        var due = rules.standing(ID, state).dueAt();
        switch (state) {
          case ViabilityState.New(), ViabilityState.Outdated _ ->
              assertThat(due).as("seed " + seed).isEmpty();
          case ViabilityState.Wanted(_, var wish, _) -> {
            assertThat(due).as("seed " + seed).isPresent();
            assertThat(wish.tries()).as("seed " + seed).isLessThan(ViabilityRules.TRIES_MAX);
          }
          case ViabilityState.Examining _, ViabilityState.Examined _ ->
              assertThat(due).as("seed " + seed).isPresent();
        }
        assertDueEnds(seed);
      }
    }
  }

  /// A wake at its time is never for nothing.
  private void assertDueEnds(long seed) {
    rules
        .standing(ID, state)
        .dueAt()
        .ifPresent(at -> {
          var decision = rules.decide(ID, state, new ViabilityCommand.Wake(), POLICY, at);
          assertThat(decision).isInstanceOf(Decision.Accept.class);
          var events = ((Decision.Accept<ViabilityEvent>) decision).events();
          assertThat(events).as("seed " + seed).isNotEmpty();
        });
  }
}
