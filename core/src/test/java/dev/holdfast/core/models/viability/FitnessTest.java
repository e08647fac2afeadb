package dev.holdfast.core.models.viability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.models.Abilities;
import dev.holdfast.core.models.Needs;
import dev.holdfast.core.models.viability.Trait.Result;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FitnessTest {
  private static final Needs TOOLS = new Needs(true, false, false, false, 0);

  private static Examination found(Aspect aspect, Result result, long window) {
    var trait = new Trait(aspect, result, "seen");
    return new Examination(List.of(trait), Pace.NONE, window, Identity.NONE, 0);
  }

  @Test
  void found_goes_before_declared_both_ways() {
    var declaredNot = new Abilities(0, 0, false, true, true, true);
    assertThat(Fitness.abilities(declaredNot, found(Aspect.TOOLS, Result.PASSED, 0)).tools())
        .isTrue();
    var found = Fitness.abilities(Abilities.ASSUMED, found(Aspect.TOOLS, Result.FAILED, 0));
    assertThat(found.tools()).isFalse();
    assertThat(TOOLS.lack(found)).contains("uses no tools");
    assertThat(Fitness.abilities(declaredNot, found(Aspect.TOOLS, Result.UNTRIED, 0)))
        .isEqualTo(declaredNot);
  }

  @Test
  void a_question_longer_than_what_was_read_is_not_put() {
    var cut = Fitness.abilities(Abilities.ASSUMED, found(Aspect.WINDOW, Result.FAILED, 2_000));
    assertThat(new Needs(false, false, false, false, 2_001).lack(cut)).isPresent();
    assertThat(new Needs(false, false, false, false, 2_000).lack(cut)).isEmpty();
    var nothing = Fitness.abilities(Abilities.ASSUMED, found(Aspect.WINDOW, Result.FAILED, 0));
    assertThat(new Needs(false, false, false, false, 2).lack(nothing)).isPresent();
  }

  @Test
  void what_was_read_is_no_upper_limit() {
    var read = found(Aspect.WINDOW, Result.PASSED, 8_000);
    assertThat(Fitness.abilities(Abilities.ASSUMED, read).window()).isZero();
    var small = new Abilities(4_000, 0, true, true, true, true);
    assertThat(Fitness.abilities(small, read).window()).isEqualTo(8_000);
  }

  @Test
  void who_is_not_there_is_of_no_use_and_who_does_not_stream_only_to_some() {
    assertThat(Fitness.obstacle(found(Aspect.PRESENT, Result.FAILED, 0))).isPresent();
    assertThat(Fitness.obstacle(found(Aspect.ANSWERS, Result.UNTRIED, 0))).isEmpty();
    var whole = found(Aspect.STREAMS, Result.FAILED, 0);
    assertThat(Fitness.obstacle(whole)).isEmpty();
    assertThat(Fitness.silence(whole)).isPresent();
  }

  @Test
  void what_is_lacked_is_what_was_found_before_what_is_declared() {
    var tools = found(Aspect.TOOLS, Result.FAILED, 0);
    assertThat(Fitness.lack(TOOLS, Abilities.ASSUMED, tools)).contains("uses no tools");
    assertThat(Fitness.lack(Needs.NONE, Abilities.ASSUMED, tools)).isEmpty();
    var mute = found(Aspect.ANSWERS, Result.FAILED, 0);
    assertThat(Fitness.lack(Needs.NONE, Abilities.ASSUMED, mute))
        .contains("failed its examination: seen");
  }

  @Test
  void the_pace_is_by_nearest_rank() {
    var measured =
        List.of(10L, 20L, 30L, 40L, 500L).stream()
            .map(first ->
                new Pace.Measured(Duration.ofMillis(first), Duration.ofMillis(first + 1_000), 50))
            .toList();
    assertThat(Pace.of(measured, measured)).isEqualTo(new Pace(5, 30, 500, 1_030, 1_500, 50));
    assertThat(Pace.of(List.of(), List.of())).isEqualTo(Pace.NONE);
  }
}
