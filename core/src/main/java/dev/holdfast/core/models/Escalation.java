package dev.holdfast.core.models;

/// When a stronger tier goes on. A run that has gone there stays there.
///
/// @param to the tier, empty for none
/// @param when a CEL expression over what is known before a question is asked ([Features]), empty
///   for never; what is wrong with an answer leads there too
public record Escalation(String to, String when) {
  public static final Escalation NONE = new Escalation("", "");

  public boolean isNone() {
    return to.isEmpty();
  }
}
