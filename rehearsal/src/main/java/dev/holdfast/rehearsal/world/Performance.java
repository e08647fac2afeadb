package dev.holdfast.rehearsal.world;

import dev.holdfast.rehearsal.stage.Outcome;
import dev.holdfast.rehearsal.stage.Stage;
import java.util.function.LongFunction;

/// One seed, from an empty ledger to the last judgement.
public final class Performance implements LongFunction<Outcome> {
  /// Public for the loader.
  public Performance() {}

  @Override
  public Outcome apply(long seed) {
    var stage = new Stage(seed);
    var scene = new Scene(stage);
    stage.play(scene);
    return scene.outcome(seed);
  }
}
