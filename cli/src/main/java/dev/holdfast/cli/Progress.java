package dev.holdfast.cli;

import dev.holdfast.cli.show.Screen;

/// Tells a person who waits what is going on, with the seconds so far.
final class Progress {
  private static final long MILLIS = 1_000_000;

  private final Screen screen;
  private final long began = System.nanoTime();

  Progress(Screen screen) {
    this.screen = screen;
  }

  void step(String what) {
    long millis = (System.nanoTime() - began) / MILLIS;
    screen.note(screen.palette().quiet("[%5.1f s] ".formatted(millis / 1000.0)) + what);
  }
}
