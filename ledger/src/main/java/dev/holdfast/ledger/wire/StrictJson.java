package dev.holdfast.ledger.wire;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads JSON from strangers: bounded in depth, no member twice, nothing after the end, no number
/// that loses digits on the way.
final class StrictJson {
  static final int DEPTH_MAX = 64;

  static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private StrictJson() {}

  /// Whether every number in the tree is one that any reader can hold: 1e400 is no number to most.
  static boolean holdsOnlyFiniteNumbers(JsonNode node) {
    if (node.isNumber()) {
      return Double.isFinite(node.decimalValue().doubleValue());
    }
    return node.values().stream().allMatch(StrictJson::holdsOnlyFiniteNumbers);
  }
}
