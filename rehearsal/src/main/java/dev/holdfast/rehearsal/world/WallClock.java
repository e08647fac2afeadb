package dev.holdfast.rehearsal.world;

import dev.holdfast.rehearsal.stage.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The clock on the wall, which can be set. It begins an hour before Europe goes to winter time.
final class WallClock implements InstantSource {
  private static final Instant BEGIN = Instant.parse("2026-10-25T00:00:00Z");

  private final Stage stage;
  private Duration set = Duration.ZERO;

  WallClock(Stage stage) {
    this.stage = stage;
  }

  void step(Duration by) {
    set = set.plus(by);
  }

  @Override
  public Instant instant() {
    return BEGIN.plusNanos(stage.nanos()).plus(set);
  }
}
