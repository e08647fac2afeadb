package dev.holdfast.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.rehearsal.stage.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Repeat one seed with `-Drehearsal.first=SEED -Drehearsal.seeds=1`.
final class RehearsalTest {
  private static final long FIRST = Long.getLong("rehearsal.first", 1);
  private static final long SEEDS = Long.getLong("rehearsal.seeds", 2_000);
  private static final int REPEATED = 20;
  private static final Rehearsal REHEARSAL = Rehearsal.prepared();

  private static List<Outcome> played(long first, long seeds) {
    return LongStream.range(first, first + seeds).parallel().mapToObj(REHEARSAL::play).toList();
  }

  @Test
  void the_laws_hold_for_every_seed() {
    long began = System.nanoTime();
    var outcomes = played(FIRST, SEEDS);
    var seen = new TreeMap<String, Long>();
    outcomes.forEach(outcome -> add(outcome.seen(), seen));
    long steps = outcomes.stream().mapToLong(Outcome::steps).sum();
    System.out.printf(
        "%d seeds, %d steps, %d ms%n", SEEDS, steps, (System.nanoTime() - began) / 1_000_000);
    seen.forEach((what, times) -> System.out.println(times + "  " + what));
    var broken = outcomes.stream().filter(outcome -> !outcome.findings().isEmpty()).toList();
    assertThat(broken.stream().limit(5)).as("%d of %d seeds", broken.size(), SEEDS).isEmpty();
  }

  private static void add(SortedMap<String, Long> some, SortedMap<String, Long> all) {
    some.forEach((what, times) -> all.merge(what, times, Long::sum));
  }

  @Test
  void the_same_seed_gives_the_same_history() {
    var again = new ArrayList<>(played(1, REPEATED));
    assertThat(again).isEqualTo(played(1, REPEATED));
    assertThat(again.stream().map(Outcome::hash).distinct()).hasSize(REPEATED);
  }
}
