package dev.holdfast.execution.viability;

import dev.holdfast.core.Expressions;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Json;
import dev.holdfast.core.models.viability.Aspect;
import dev.holdfast.core.models.viability.Trait;
import dev.holdfast.core.models.viability.Trait.Result;
import java.util.List;
import java.util.stream.Collectors;

/// Looks at what a model that gives answers can do.
final class Probes {
  private static final int PIECES_MIN = 3;
  private static final int FINDINGS_SHOWN = 3;

  private final Asker asker;
  private final Expressions expressions;

  Probes(Asker asker, Expressions expressions) {
    this.asker = asker;
    this.expressions = expressions;
  }

  static Trait streams(Heard heard) {
    if (!(heard instanceof Heard.Whole whole)) {
      return undone(Aspect.STREAMS, heard);
    }
    return whole.pieces() >= PIECES_MIN
        ? passed(Aspect.STREAMS, "in %d pieces".formatted(whole.pieces()))
        : failed(
            Aspect.STREAMS,
            "the whole answer came at once, after %d ms"
                .formatted(whole.pace().first().toMillis()));
  }

  Trait tools() throws InterruptedException {
    var first = asker.ask(Paper.tool());
    if (!(first instanceof Heard.Whole wished)) {
      return undone(Aspect.TOOLS, first);
    }
    var wishes = wished.said().wishes();
    if (wishes.isEmpty()) {
      return failed(Aspect.TOOLS, "does not use the tool that it is offered, and " + first.told());
    }
    var wish = wishes.getFirst();
    var wrong = expressions.violations(Paper.ARGUMENTS, new Json(wish.arguments()));
    if (!wish.tool().equals(Paper.TOOL) || !wrong.isEmpty()) {
      return failed(
          Aspect.TOOLS,
          "uses '%s' with %s: %s"
              .formatted(wish.tool(), Words.shown(wish.arguments()), told(wrong)));
    }
    var second = asker.ask(Paper.toolGiven(wished.said(), wish));
    if (!(second instanceof Heard.Whole answered)) {
      return undone(Aspect.TOOLS, second);
    }
    return digits(answered.said().text()).contains(Paper.DEPTH)
        ? passed(Aspect.TOOLS, "used the tool, and what it gave")
        : failed(Aspect.TOOLS, "does not use what the tool gave, and " + second.told());
  }

  /// `4,711` is the same number.
  private static String digits(String text) {
    return text.replaceAll("(?<=\\d)[,. ](?=\\d)", "");
  }

  Trait schema() throws InterruptedException {
    var heard = asker.ask(Paper.schema());
    if (!(heard instanceof Heard.Whole whole)) {
      return undone(Aspect.SCHEMA, heard);
    }
    var wrong = expressions.violations(Paper.BERTH, new Json(whole.said().text()));
    return wrong.isEmpty()
        ? passed(Aspect.SCHEMA, "kept to it")
        : failed(Aspect.SCHEMA, "breaks it (" + told(wrong) + "), and " + heard.told());
  }

  private static String told(List<Finding> wrong) {
    return wrong.stream()
        .limit(FINDINGS_SHOWN)
        .map(Finding::toString)
        .map(Words::shown)
        .collect(Collectors.joining("; "));
  }

  static Trait passed(Aspect aspect, String seen) {
    return new Trait(aspect, Result.PASSED, seen);
  }

  static Trait failed(Aspect aspect, String seen) {
    return new Trait(aspect, Result.FAILED, seen);
  }

  /// A question that was not answered: the model refuses it, or this was not its moment.
  static Trait undone(Aspect aspect, Heard heard) {
    return new Trait(aspect, heard.isDecisive() ? Result.FAILED : Result.UNTRIED, heard.told());
  }
}
