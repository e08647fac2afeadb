package dev.holdfast.control.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.control.desk.Stragglers.Rest;
import dev.holdfast.control.desk.Stragglers.Woken;
import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StragglersTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  private static final StreamId ONE = new StreamId(Kind.TASK, 4);
  private static final StreamId TWO = new StreamId(Kind.TASK, 8);

  private final Stragglers stragglers = new Stragglers();

  private List<StreamId> chosen(Instant at, StreamId... due) {
    return stragglers.choose(List.of(due), at, 10).chosen();
  }

  @Test
  void who_moves_on_is_not_kept() {
    assertThat(stragglers.note(ONE, new Woken.Done(), NOW)).isEqualTo(Instant.MAX);
    assertThat(stragglers.knows(ONE)).isFalse();
  }

  @Test
  void who_stays_due_is_tried_again_soon_and_then_more_and_more_rarely() {
    var at = NOW;
    for (long millis : new long[] {1, 1, 1, 10, 100, 1_000, 10_000, 60_000, 60_000}) {
      var until = stragglers.note(ONE, new Woken.StillDue(), at);
      assertThat(Duration.between(at, until)).hasMillis(millis);
      assertThat(chosen(until.minusNanos(1), ONE, TWO)).containsExactly(TWO);
      assertThat(chosen(until, ONE, TWO)).as("by itself").containsExactly(ONE);
      at = until;
    }
    stragglers.note(ONE, new Woken.Done(), at);
    assertThat(chosen(at, ONE, TWO)).containsExactly(ONE, TWO);
  }

  @Test
  void who_is_refused_is_not_tried_again_at_once() {
    var until = stragglers.note(ONE, new Woken.Refused("no"), NOW);
    assertThat(Duration.between(NOW, until)).hasMillis(100);
    assertThat(Duration.between(until, stragglers.note(ONE, new Woken.Refused("no"), until)))
        .hasMillis(1_000);
  }

  @Test
  void who_is_not_due_any_more_is_forgotten() {
    stragglers.note(ONE, new Woken.StillDue(), NOW);
    chosen(NOW, TWO);
    assertThat(stragglers.knows(ONE)).isFalse();
  }

  @Test
  void whether_others_are_left_is_known() {
    assertThat(stragglers.choose(List.of(ONE), NOW, 2).rest()).isEqualTo(Rest.NONE);
    assertThat(stragglers.choose(List.of(ONE, TWO), NOW, 2).rest()).isEqualTo(Rest.AT_ONCE);
    stragglers.note(ONE, new Woken.StillDue(), NOW);
    assertThat(stragglers.choose(List.of(ONE, TWO), NOW, 2).rest()).isEqualTo(Rest.NONE);
    assertThat(stragglers.choose(List.of(ONE, TWO), NOW.plusSeconds(1), 2).rest())
        .isEqualTo(Rest.AT_ONCE);
  }

  @Test
  void however_many_there_are_they_are_not_all_kept() {
    LongStream.rangeClosed(1, 20_000)
        .forEach(key -> stragglers.note(new StreamId(Kind.JOB, key), new Woken.Refused("no"), NOW));
    assertThat(stragglers.reach(0)).isEqualTo(10_000);
    var due = LongStream.rangeClosed(1, 20_000).mapToObj(key -> new StreamId(Kind.JOB, key));
    var choice = stragglers.choose(due.limit(10_500).toList(), NOW, 500);
    assertThat(choice.chosen()).hasSize(500);
    assertThat(choice.rest()).isEqualTo(Rest.IN_A_WHILE);
  }
}
