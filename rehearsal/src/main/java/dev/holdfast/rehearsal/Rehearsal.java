package dev.holdfast.rehearsal;

import dev.holdfast.rehearsal.stage.Outcome;
import dev.holdfast.rehearsal.stage.WovenLoader;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.LongFunction;

/// Plays seeds. One loader serves them all; they may be played side by side.
public final class Rehearsal {
  private static final String PERFORMANCE = "dev.holdfast.rehearsal.world.Performance";

  private final LongFunction<Outcome> performance;

  private Rehearsal(LongFunction<Outcome> performance) {
    this.performance = performance;
  }

  /// With the classes as they were built.
  public static Rehearsal prepared() {
    return broken((_, built) -> built);
  }

  /// With classes that were broken on purpose: by name and bytes, other bytes.
  public static Rehearsal broken(BiFunction<String, byte[], byte[]> breakage) {
    try {
      var type = new WovenLoader(breakage).loadClass(PERFORMANCE);
      var made = type.getConstructor().newInstance();
      return new Rehearsal(seed -> (Outcome) ((LongFunction<?>) made).apply(seed));
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException("the performance cannot be loaded", missing);
    }
  }

  /// A defect that breaks the play is a finding like any other.
  public Outcome play(long seed) {
    try {
      return performance.apply(seed);
    } catch (IllegalStateException broken) {
      var why = broken.getCause() == null ? broken.toString() : broken + ": " + broken.getCause();
      return new Outcome(seed, "", 0, new TreeMap<>(), List.of(why));
    }
  }
}
