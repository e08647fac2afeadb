package dev.holdfast.execution.viability;

import dev.holdfast.core.models.FaultClass;
import dev.holdfast.core.models.viability.Aspect;
import dev.holdfast.core.models.viability.Trait;
import dev.holdfast.core.models.viability.Trait.Result;

/// Looks how long a question the model reads whole. Where the longest is not, a shorter one is
/// tried: half of it, and again, and again.
final class WindowProbe {
  private static final int HALVINGS = 3;

  private final Asker asker;
  private final long longest;

  /// @param longest tokens of the longest question
  WindowProbe(Asker asker, long longest) {
    this.asker = asker;
    this.longest = longest;
  }

  /// @param tokens of the longest question that was read whole, zero for none
  record Seen(Trait trait, long tokens) {}

  Seen look() throws InterruptedException {
    var target = longest;
    var first = "";
    for (int halving = 0; halving <= HALVINGS; halving++) {
      var question = Paper.codes(target);
      long tokens = Paper.tokens(question);
      var heard = asker.ask(question);
      var lost = lost(heard);
      if (lost.isEmpty()) {
        return seen(tokens, first);
      }
      if (!heard.isDecisive()) {
        return new Seen(new Trait(Aspect.WINDOW, Result.UNTRIED, heard.told()), 0);
      }
      first = first.isEmpty() ? "of " + tokens + " tokens " + lost : first;
      target /= 2;
    }
    return new Seen(Probes.failed(Aspect.WINDOW, first + ", nor a shorter one"), 0);
  }

  private static Seen seen(long tokens, String first) {
    var read = "read " + tokens + " tokens whole";
    return new Seen(
        first.isEmpty()
            ? Probes.passed(Aspect.WINDOW, read)
            : Probes.failed(Aspect.WINDOW, first + "; " + read),
        tokens);
  }

  /// What was not read, in words; empty where all was.
  private static String lost(Heard heard) {
    return switch (heard) {
      case Heard.Broken(var fault, _) when fault == FaultClass.CONTEXT_OVERFLOW -> "it takes none";
      case Heard.Broken _, Heard.Unasked _ -> heard.told();
      case Heard.Whole(var said, _, _, _) -> {
        boolean hasFirst = said.text().contains(Paper.FIRST_CODE);
        boolean hasLast = said.text().contains(Paper.LAST_CODE);
        if (hasFirst && hasLast) {
          yield "";
        }
        yield hasFirst == hasLast
            ? "it tells neither the beginning nor the end, and " + heard.told()
            : "it has lost " + (hasFirst ? "the end" : "the beginning");
      }
    };
  }
}
