package dev.holdfast.core.delegation;

import dev.holdfast.core.Budget;
import dev.holdfast.core.Json;
import java.util.List;

/// What one delegated objective may use and must deliver (blueprint §4).
///
/// @param allow patterns of tools and actions: a name, or a prefix ending in `*`
/// @param scope what of the input may be used, as names; informative for the agent, judged by the
///   gate's checks
/// @param schema the output's JSON Schema (2020-12)
/// @param escalation when to hand over to whom; `to` is a channel, both empty when nobody is named
/// @param rollback how to undo it; required where `reversible` is not YES
/// @param reply template of the reply over the accepted output, empty for the default
public record Contract(
    String objective,
    String agent,
    List<String> allow,
    List<String> scope,
    Json schema,
    Budget budget,
    List<Check> checks,
    Escalation escalation,
    Reversible reversible,
    String rollback,
    String reply) {

  /// One named claim that the gate evaluates (CEL).
  public record Check(String name, String that) {}

  /// When (CEL over `attempts`, `verdict`, `class`) a task that did not succeed is handed over, and
  /// to which channel.
  public record Escalation(String when, String to) {
    public static final Escalation NONE = new Escalation("", "");
  }

  public enum Reversible {
    YES,
    NO
  }

  /// Whether a tool or action is within the allowance.
  public boolean allows(String tool) {
    return allow.stream().anyMatch(pattern -> matches(pattern, tool));
  }

  private static boolean matches(String pattern, String tool) {
    return pattern.endsWith("*")
        ? tool.startsWith(pattern.substring(0, pattern.length() - 1))
        : pattern.equals(tool);
  }
}
