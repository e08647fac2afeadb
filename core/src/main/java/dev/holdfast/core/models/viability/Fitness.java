package dev.holdfast.core.models.viability;

import dev.holdfast.core.models.Abilities;
import dev.holdfast.core.models.Needs;
import dev.holdfast.core.models.viability.Trait.Result;
import java.util.Optional;

/// What an examination that counts means for whoever asks.
public final class Fitness {
  private Fitness() {}

  /// Found goes before declared.
  public static Abilities abilities(Abilities declared, Examination found) {
    return new Abilities(
        window(declared.window(), found),
        declared.answerMax(),
        can(found.result(Aspect.TOOLS), declared.tools()),
        can(found.result(Aspect.SCHEMA), declared.schema()),
        declared.images(),
        declared.prefill());
  }

  private static boolean can(Result result, boolean declared) {
    return switch (result) {
      case PASSED -> true;
      case FAILED -> false;
      case UNTRIED -> declared;
    };
  }

  /// How far it was read; one that was read that far may have more.
  private static long window(long declared, Examination found) {
    return switch (found.result(Aspect.WINDOW)) {
      case FAILED -> Math.max(1, found.window());
      case PASSED -> declared == 0 ? 0 : Math.max(declared, found.window());
      case UNTRIED -> declared;
    };
  }

  /// Why it cannot do what is needed, if so.
  public static Optional<String> lack(Needs needs, Abilities declared, Examination found) {
    return obstacle(found).or(() -> needs.lack(abilities(declared, found)));
  }

  /// Why it is of no use to anybody, if so.
  public static Optional<String> obstacle(Examination found) {
    return found.failed().stream()
        .filter(trait -> isVital(trait.aspect()))
        .findFirst()
        .map(trait -> "failed its examination: " + trait.seen());
  }

  /// Why it is of no use to somebody who wants the answer as it comes, if so.
  public static Optional<String> silence(Examination found) {
    return found
        .trait(Aspect.STREAMS)
        .filter(trait -> trait.result() == Result.FAILED)
        .map(trait -> "failed its examination: " + trait.seen());
  }

  private static boolean isVital(Aspect aspect) {
    return switch (aspect) {
      case PRESENT, ANSWERS -> true;
      case STREAMS, TOOLS, SCHEMA, WINDOW -> false;
    };
  }
}
