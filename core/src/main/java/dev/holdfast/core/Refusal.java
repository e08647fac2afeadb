package dev.holdfast.core;

import java.util.List;

/// Why a command was not carried out. Nothing was entered, nothing changed.
public record Refusal(Reason reason, Diagnostic diagnostic, List<Finding> findings) {
  /// A closed set; every door maps it to its own words (HTTP: a status code).
  public enum Reason {
    NOT_FOUND,
    CONFLICT,
    STALE_FENCE,
    RULE,
    OVERLOADED,
    KEY_REUSED,
    UNAVAILABLE
  }

  public static Refusal of(Reason reason, Diagnostic diagnostic) {
    return new Refusal(reason, diagnostic, List.of());
  }
}
