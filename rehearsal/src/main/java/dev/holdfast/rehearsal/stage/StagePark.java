package dev.holdfast.rehearsal.stage;

import java.util.function.BooleanSupplier;

/// What stands for `LockSupport` on the stage.
public final class StagePark {
  private static final BooleanSupplier NEVER = () -> false;

  private StagePark() {}

  public static void parkNanos(long nanos) {
    try {
      boolean _ = Strand.await(NEVER, nanos);
    } catch (InterruptedException _) {
      Strand.currentThread().interrupt();
    }
  }
}
