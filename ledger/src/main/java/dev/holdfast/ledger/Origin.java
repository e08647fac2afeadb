package dev.holdfast.ledger;

/// Who caused a command, and the id that its whole causal chain carries.
public record Origin(String actor, String correlation) {
  /// Time itself: what a due moment causes.
  public static final Origin TIME = new Origin("time", "");
}
