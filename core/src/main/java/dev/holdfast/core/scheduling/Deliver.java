package dev.holdfast.core.scheduling;

/// The one way out of a job.
public sealed interface Deliver {
  /// Nothing leaves, whatever the agent produces.
  record None() implements Deliver {}

  /// @param text a template over `output`
  record Path(String channel, Category category, String text, Repeat repeat) implements Deliver {}

  /// What kind of message the output becomes.
  enum Category {
    ALERT,
    STATUS,
    REPORT,
    SUMMARY
  }

  /// Whether a text that says what the last one said is sent again.
  enum Repeat {
    ALWAYS,
    ON_CHANGE
  }
}
