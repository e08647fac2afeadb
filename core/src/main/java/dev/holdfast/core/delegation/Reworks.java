package dev.holdfast.core.delegation;

import org.jspecify.annotations.Nullable;

/// How often the gate has sent a task's result back.
public record Reworks(int count) {
  public static final Reworks NONE = new Reworks(0);

  /// What was written before they were counted has none.
  static Reworks orNone(@Nullable Reworks written) {
    return written == null ? NONE : written;
  }

  Reworks next() {
    return new Reworks(count + 1);
  }
}
