package dev.holdfast.core;

/// The kinds of streams; each has one table and one public id prefix, and both are its plain name.
public enum Kind {
  REQUEST,
  SESSION,
  RUN,
  TASK,
  DELIVERY,
  EFFECT,
  CHANNEL,
  TOKEN,
  JOB,
  TOPIC,
  INSTANT,
  COOLDOWN,
  BUDGET,
  MODEL;

  private final String word = name().toLowerCase(java.util.Locale.ROOT);

  /// The kind in lower case, as used in ids, URLs, tables and metrics.
  public String word() {
    return word;
  }
}
