package dev.holdfast.core.models.viability;

import dev.holdfast.core.models.viability.Trait.Result;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What one examination of a model has found.
///
/// @param traits one for each aspect, in their order
/// @param window tokens of the longest question that was read whole, estimated, zero for none
/// @param tokens that it took, questions and answers together, as the provider counted
public record Examination(
    List<Trait> traits, Pace pace, long window, Identity identity, long tokens) {
  public static final Examination NONE = new Examination(List.of(), Pace.NONE, 0, Identity.NONE, 0);

  public enum Judgement {
    /// It can all that was looked at.
    VIABLE,
    /// There is something that it cannot.
    FLAWED,
    /// Something could not be told.
    UNTOLD;

    private final String word = name().toLowerCase(Locale.ROOT);

    public String word() {
      return word;
    }
  }

  public Optional<Trait> trait(Aspect aspect) {
    return traits.stream().filter(trait -> trait.aspect() == aspect).findFirst();
  }

  public Result result(Aspect aspect) {
    return trait(aspect).map(Trait::result).orElse(Result.UNTRIED);
  }

  public List<Trait> failed() {
    return traits.stream().filter(trait -> trait.result() == Result.FAILED).toList();
  }

  public Judgement judgement() {
    if (!failed().isEmpty()) {
      return Judgement.FLAWED;
    }
    boolean isWhole =
        !traits.isEmpty() && traits.stream().allMatch(trait -> trait.result() == Result.PASSED);
    return isWhole ? Judgement.VIABLE : Judgement.UNTOLD;
  }

  /// With what was found before, under the same settings, where nothing could be told this time: an
  /// outage is no news about what a model can do.
  Examination completedBy(Examination before) {
    if (!before.identity.settings().equals(identity.settings())) {
      return this;
    }
    var completed =
        traits.stream()
            .map(trait ->
                trait.result() == Result.UNTRIED
                    ? before
                        .trait(trait.aspect())
                        .filter(known -> known.result() != Result.UNTRIED)
                        .map(known -> known.keptOver(trait))
                        .orElse(trait)
                    : trait)
            .toList();
    boolean isWindowOld = result(Aspect.WINDOW) == Result.UNTRIED;
    return new Examination(
        completed,
        pace.asks() == 0 ? before.pace : pace,
        isWindowOld ? before.window : window,
        identity.completedBy(before.identity),
        tokens);
  }
}
