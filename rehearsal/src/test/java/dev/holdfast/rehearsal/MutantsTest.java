package dev.holdfast.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The judge is only worth what it catches.
final class MutantsTest {
  private static final int SEEDS = 300;
  private static final int NOTHING = -1;
  private static final int NO = 0;
  private static final int YES = 1;

  static List<Mutant> mutants() {
    return List.of(
        new Mutant("gate lets all pass", "core.delegation.Judging", "outcome", "allMatch", YES),
        new Mutant("unknown commit: made", "control.desk.Doubt", "resolve", "holds", YES),
        new Mutant("unknown commit: lost", "control.desk.Doubt", "resolve", "holds", NO),
        new Mutant("keys forgotten", "ledger.CommandKey", "isNone", "", YES),
        new Mutant("time stands still", "control.desk.Timekeeper", "wake", "", NOTHING),
        new Mutant("lease without end", "core.delivery.DeliveryRules", "wake", "isBefore", YES));
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void every_breakage_is_caught(Mutant mutant) {
    var rehearsal = Rehearsal.broken(mutant);
    var caught =
        LongStream.rangeClosed(1, SEEDS)
            .parallel()
            .mapToObj(rehearsal::play)
            .filter(outcome -> !outcome.findings().isEmpty())
            .findAny();
    assertThat(caught).as(mutant.name()).isPresent();
    System.out.println(
        mutant
            + ": seed "
            + caught.orElseThrow().seed()
            + ", "
            + caught.orElseThrow().findings().getFirst());
  }
}
