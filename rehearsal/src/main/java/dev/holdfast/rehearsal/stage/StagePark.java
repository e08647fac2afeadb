package dev.holdfast.rehearsal.stage;

/// What stands for `LockSupport` on the stage.
public final class StagePark {
  private StagePark() {}

  public static void parkNanos(long nanos) {
    try {
      boolean _ = Strand.await(() -> false, nanos);
    } catch (InterruptedException _) {
      Strand.currentThread().interrupt();
    }
  }
}
