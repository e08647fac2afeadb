package dev.holdfast.execution.spans;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Something that was asked of somebody else, and has ended.
///
/// @param fault a word of a closed set, empty where all went well
public record Span(
    String name, Trail trail, Instant began, Instant ended, Facts facts, String fault) {

  /// What is told of it, by OpenTelemetry's names. Never what was asked or answered.
  public record Facts(
      Map<String, String> words, Map<String, Long> numbers, Map<String, List<String>> lists) {}
}
