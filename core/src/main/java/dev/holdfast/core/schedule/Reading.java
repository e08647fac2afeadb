package dev.holdfast.core.schedule;

import dev.holdfast.core.Finding;
import java.util.List;

/// What became of a text that should say a schedule or a zone.
public sealed interface Reading<T> {
  record Understood<T>(T value) implements Reading<T> {}

  /// Everything that is wrong with it, at least one thing.
  record Refused<T>(List<Finding> findings) implements Reading<T> {
    public Refused {
      findings = List.copyOf(findings);
    }
  }

  static <T> Reading<T> refused(String where, String what) {
    return new Refused<>(List.of(new Finding(where, what)));
  }
}
