package dev.holdfast.execution.providers;

import dev.holdfast.core.models.FaultClass;

/// The answer cannot be used, and nothing more of it is read.
final class BrokenAnswer extends Exception {
  private static final long serialVersionUID = 1L;

  private final FaultClass kind;

  BrokenAnswer(FaultClass kind, String why) {
    super(why);
    this.kind = kind;
  }

  static BrokenAnswer malformed(String why) {
    return new BrokenAnswer(FaultClass.MALFORMED, why);
  }

  FaultClass kind() {
    return kind;
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
