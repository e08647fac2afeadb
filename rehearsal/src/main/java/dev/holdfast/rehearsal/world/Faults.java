package dev.holdfast.rehearsal.world;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.rehearsal.stage.Stage;

/// What goes wrong, as the seed wants, until there is calm.
final class Faults {
  static final Diagnostic STORE =
      new Diagnostic("rehearsed", "The store fails.", "Nothing was written.", "Wait.");
  private static final int CRASH_ONE_IN = 60;

  private final Stage stage;
  private final Tale tale;
  private boolean calm;
  private boolean down;
  private int process;

  Faults(Stage stage, Tale tale) {
    this.stage = stage;
    this.tale = tale;
  }

  void calm() {
    calm = true;
  }

  boolean isCalm() {
    return calm;
  }

  boolean happens(String what, int oneIn) {
    boolean does = !calm && stage.oneIn(oneIn);
    if (does) {
      tale.saw(what);
    }
    return does;
  }

  /// A named point, at which the process may end.
  void point(String name) {
    tale.saw("point " + name);
    if (happens("crash at " + name, CRASH_ONE_IN)) {
      crash();
      // Ends the calling strand, which belongs to the process.
      stage.pass();
    }
  }

  void crash() {
    down = true;
    stage.kill(process);
  }

  boolean isDown() {
    return down;
  }

  int process() {
    return process;
  }

  /// The number of the process that starts now.
  int started() {
    down = false;
    return ++process;
  }
}
