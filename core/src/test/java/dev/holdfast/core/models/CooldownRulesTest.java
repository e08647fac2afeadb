package dev.holdfast.core.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Decision;
import dev.holdfast.core.Versions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CooldownRulesTest {
  private static final String SCOPE = "model:main/mini";
  private static final Duration WITHIN = Duration.ofSeconds(20);
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

  private final CooldownRules rules = new CooldownRules();
  private CooldownState state = rules.initial();
  private Instant now = Instant.parse("2026-11-23T09:00:00Z");

  /// The events, or none where it was refused.
  private List<CooldownEvent> tell(CooldownCommand command) {
    return switch (rules.decide(CooldownRules.id(SCOPE), state, command, POLICY, now)) {
      case Decision.Accept<CooldownEvent>(var events) -> {
        events.forEach(event -> state = rules.evolve(state, event));
        yield events;
      }
      case Decision.Refuse<CooldownEvent> _ -> List.of();
    };
  }

  private List<CooldownEvent> trip(Duration asked, String holder) {
    var cause = new Cause(FaultClass.OVERLOADED, "busy", asked, "key-1");
    return tell(new CooldownCommand.Trip(SCOPE, cause, holder));
  }

  private boolean isTrying(String holder) {
    tell(new CooldownCommand.Try(SCOPE, holder, WITHIN));
    return state instanceof CooldownState.Trial(_, var current, _) && current.equals(holder);
  }

  private Duration left() {
    return Duration.between(now, ((CooldownState.Cooling) state).until());
  }

  @Test
  void each_failed_trial_doubles_the_time_up_to_the_cap() {
    var times = new ArrayList<Duration>();
    trip(Duration.ZERO, "");
    for (int round = 0; round < 8; round++) {
      times.add(left());
      now = now.plus(left());
      assertThat(isTrying("one")).isTrue();
      trip(Duration.ZERO, "one");
    }
    assertThat(times)
        .extracting(Duration::toSeconds)
        .containsExactly(30L, 60L, 120L, 240L, 480L, 900L, 900L, 900L);
  }

  @Test
  void what_the_provider_asks_for_wins_where_it_is_longer_and_not_more_than_an_hour() {
    trip(Duration.ofSeconds(10), "");
    assertThat(left()).isEqualTo(Duration.ofSeconds(30));
    trip(Duration.ofMinutes(2), "");
    assertThat(left()).isEqualTo(Duration.ofMinutes(2));
    trip(Duration.ofDays(1), "");
    assertThat(left()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void nobody_tries_before_the_time_is_over_and_then_exactly_one() {
    trip(Duration.ZERO, "");
    now = now.plus(left()).minusMillis(1);
    assertThat(isTrying("one")).isFalse();
    now = now.plusMillis(1);
    assertThat(isTrying("one")).isTrue();
    assertThat(isTrying("two")).isFalse();
  }

  @Test
  void a_trial_of_which_nothing_is_heard_is_taken_by_the_next() {
    trip(Duration.ZERO, "");
    now = now.plus(left());
    assertThat(isTrying("one")).isTrue();
    now = now.plus(WITHIN);
    assertThat(isTrying("two")).isTrue();
    tell(new CooldownCommand.Recover(SCOPE, "one"));
    assertThat(state).isInstanceOf(CooldownState.Trial.class);
  }

  @Test
  void an_answer_to_the_trial_makes_it_well_and_the_next_time_begins_anew() {
    trip(Duration.ZERO, "");
    now = now.plus(left());
    isTrying("one");
    tell(new CooldownCommand.Recover(SCOPE, "one"));
    assertThat(state).isEqualTo(new CooldownState.Clear(SCOPE));
    trip(Duration.ZERO, "");
    assertThat(left()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void who_asked_before_the_trial_does_not_end_it() {
    trip(Duration.ZERO, "");
    now = now.plus(left());
    isTrying("one");
    trip(Duration.ZERO, "");
    assertThat(state).isInstanceOf(CooldownState.Trial.class);
  }

  @Test
  void a_person_may_release_it_at_any_time() {
    trip(Duration.ZERO, "");
    assertThat(tell(new CooldownCommand.Release(SCOPE, "mended")))
        .containsExactly(new CooldownEvent.Released("mended"));
    assertThat(state).isEqualTo(new CooldownState.Clear(SCOPE));
  }

  @Test
  void another_key_makes_it_well_and_the_same_does_not() {
    trip(Duration.ZERO, "");
    assertThat(tell(new CooldownCommand.Rekey(SCOPE, "key-1"))).isEmpty();
    tell(new CooldownCommand.Rekey(SCOPE, "key-2"));
    assertThat(state).isEqualTo(new CooldownState.Clear(SCOPE));
  }

  /// Nodes that do as they like: never two trials at once, never one before its time.
  @Test
  void there_is_never_more_than_one_trial_at_a_time() {
    for (long seed = 1; seed <= 2_000; seed++) {
      life(new Random(seed * 0x9e3779b97f4a7c15L), seed);
    }
  }

  private void life(Random random, long seed) {
    state = rules.initial();
    for (int step = 0; step < 50; step++) {
      var before = state;
      var node = "node" + random.nextInt(3);
      switch (random.nextInt(4)) {
        case 0 -> trip(Duration.ofSeconds(random.nextInt(100)), node);
        case 1 -> tell(new CooldownCommand.Recover(SCOPE, node));
        default -> {
          boolean won = isTrying(node);
          if (won && before instanceof CooldownState.Cooling cooling) {
            assertThat(now).as("seed %s", seed).isAfterOrEqualTo(cooling.until());
          }
          if (won && before instanceof CooldownState.Trial(_, var other, var until)) {
            assertThat(other.equals(node) || !now.isBefore(until)).as("seed %s", seed).isTrue();
          }
        }
      }
      now = now.plusSeconds(random.nextInt(30));
    }
  }
}
