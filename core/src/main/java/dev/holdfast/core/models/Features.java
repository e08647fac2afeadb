package dev.holdfast.core.models;

import java.util.Map;

/// What is known of a question before it is asked.
///
/// @param attempts how often the task was tried, this time included
/// @param reworks how often its result was sent back by the gate
/// @param tokens of the question, estimated
/// @param toolsFailed how many uses of tools failed in this attempt
/// @param staleRounds how many rounds of tool use brought nothing new, over all attempts
public record Features(int attempts, int reworks, long tokens, int toolsFailed, int staleRounds) {
  /// The first question of an attempt at nothing difficult.
  public static final Features PLAIN = new Features(1, 0, 0, 0, 0);

  /// As an expression names them: `attempts`, `verdict.reworks`, `input.tokens`, `tools.failed`.
  public Map<String, Object> facts() {
    return Map.of(
        "attempts", (long) attempts,
        "verdict", Map.of("reworks", (long) reworks),
        "input", Map.of("tokens", tokens),
        "tools", Map.of("failed", (long) toolsFailed));
  }
}
