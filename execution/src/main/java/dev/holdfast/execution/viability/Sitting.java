package dev.holdfast.execution.viability;

import dev.holdfast.core.Expressions;
import dev.holdfast.core.models.FaultClass;
import dev.holdfast.core.models.viability.Aspect;
import dev.holdfast.core.models.viability.Examination;
import dev.holdfast.core.models.viability.Identity;
import dev.holdfast.core.models.viability.Pace;
import dev.holdfast.core.models.viability.Trait;
import dev.holdfast.core.models.viability.Trait.Result;
import dev.holdfast.execution.providers.Listed;
import dev.holdfast.ledger.Codec;
import java.util.ArrayList;
import java.util.List;

/// One model's examination. For one thread.
final class Sitting {
  private static final int FINGERPRINT = 16;

  private final Asker asker;
  private final Terms terms;
  private final List<Heard> canaries = new ArrayList<>();
  private final List<Trait> traits = new ArrayList<>();

  /// @param listed as what its provider lists it
  /// @param settings their hash
  /// @param longest tokens of the longest question
  record Terms(Expressions expressions, Listed listed, String settings, long longest) {}

  Sitting(Asker asker, Terms terms) {
    this.asker = asker;
    this.terms = terms;
  }

  Examination hold() throws InterruptedException {
    for (var canary : Paper.CANARIES) {
      var heard = asker.ask(Paper.plain(canary));
      canaries.add(heard);
      // Who is not there is not asked four times more.
      if (heard instanceof Heard.Broken || heard instanceof Heard.Unasked) {
        break;
      }
    }
    var answers = answers();
    traits.add(present());
    traits.add(answers);
    return answers.result() == Result.PASSED ? further() : nothingFurther(answers);
  }

  private Examination further() throws InterruptedException {
    var counting = asker.ask(Paper.counting());
    var probes = new Probes(asker, terms.expressions());
    traits.add(Probes.streams(counting));
    traits.add(probes.tools());
    traits.add(probes.schema());
    var window = new WindowProbe(asker, terms.longest()).look();
    traits.add(window.trait());
    return found(Pace.of(paces(canaries), paces(List.of(counting))), window.tokens());
  }

  private Examination nothingFurther(Trait answers) {
    for (var aspect : Aspect.values()) {
      if (traits.stream().noneMatch(trait -> trait.aspect() == aspect)) {
        traits.add(
            new Trait(aspect, Result.UNTRIED, "not asked: it gives no answers, " + answers.seen()));
      }
    }
    return found(Pace.NONE, 0);
  }

  private Examination found(Pace pace, long window) {
    var digest = terms.listed() instanceof Listed.Shown(var shown) ? shown : "";
    var fingerprints = canaries.stream().map(Sitting::fingerprint).toList();
    var identity = new Identity(version(), digest, terms.settings(), fingerprints);
    return new Examination(List.copyOf(traits), pace, window, identity, asker.tokens());
  }

  private Trait present() {
    if (canaries.stream().anyMatch(Heard.Whole.class::isInstance)) {
      var version = version();
      return Probes.passed(
          Aspect.PRESENT, version.isEmpty() ? "it answers" : "it answers as '" + version + "'");
    }
    if (canaries.getLast() instanceof Heard.Broken(var fault, _) && fault == FaultClass.NOT_FOUND) {
      return Probes.failed(Aspect.PRESENT, canaries.getLast().told());
    }
    return switch (terms.listed()) {
      case Listed.Shown _ -> Probes.passed(Aspect.PRESENT, "the provider lists it");
      case Listed.Absent() ->
          new Trait(Aspect.PRESENT, Result.UNTRIED, "the provider does not list it");
      case Listed.Untold(var why) -> new Trait(Aspect.PRESENT, Result.UNTRIED, Words.shown(why));
    };
  }

  private Trait answers() {
    var last = canaries.getLast();
    if (!(last instanceof Heard.Whole)) {
      return Probes.undone(Aspect.ANSWERS, last);
    }
    long silent =
        canaries.stream()
            .filter(heard -> heard instanceof Heard.Whole whole && whole.said().text().isBlank())
            .count();
    return silent < canaries.size()
        ? Probes.passed(
            Aspect.ANSWERS,
            "%d of %d questions".formatted(canaries.size() - silent, canaries.size()))
        : Probes.failed(Aspect.ANSWERS, "all its answers are empty");
  }

  /// What it calls itself in its last answer.
  private String version() {
    return canaries.stream()
        .filter(Heard.Whole.class::isInstance)
        .map(heard -> ((Heard.Whole) heard).served())
        .reduce("", (_, served) -> served);
  }

  private static List<Pace.Measured> paces(List<Heard> heard) {
    return heard.stream()
        .filter(Heard.Whole.class::isInstance)
        .map(whole -> ((Heard.Whole) whole).pace())
        .toList();
  }

  private static String fingerprint(Heard heard) {
    return heard instanceof Heard.Whole whole && !whole.said().text().isBlank()
        ? Codec.hash(Words.plain(whole.said().text())).substring(0, FINGERPRINT)
        : "";
  }
}
