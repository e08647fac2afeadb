package dev.holdfast.rehearsal.stage;

/// What stands for `System` on the stage. What is not here cannot be used there.
public final class StageMachine {
  private StageMachine() {}

  public static long nanoTime() {
    return Strand.isOnStage() ? Stage.here().nanos() : 0;
  }

  public static void arraycopy(Object from, int at, Object to, int into, int length) {
    System.arraycopy(from, at, to, into, length);
  }

  public static String lineSeparator() {
    return "\n";
  }
}
