package dev.holdfast.gateway.http;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads bodies: strict JSON in UTF-8, one object, no name twice, not too deep.
public final class Bodies {
  static final int DEPTH_MAX = 64;
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Bodies() {}

  /// What a body is.
  public sealed interface Parsed {
    record Members(ObjectNode node) implements Parsed {}

    record Refused(Problem problem) implements Parsed {}
  }

  static Form form(String body) {
    return switch (parse(body)) {
      case Parsed.Members(var node) -> Form.of(node);
      case Parsed.Refused(var problem) -> Form.broken(problem);
    };
  }

  /// An empty body is an empty object.
  public static Parsed parse(String body) {
    if (body.isEmpty()) {
      return new Parsed.Members(JsonNodeFactory.instance.objectNode());
    }
    try {
      return MAPPER.readTree(body) instanceof ObjectNode object
          ? new Parsed.Members(object)
          : new Parsed.Refused(Problems.notJson("body", "The body is not a JSON object."));
    } catch (JacksonException malformed) {
      var place = malformed.getLocation();
      var where =
          place == null ? "body" : "line " + place.getLineNr() + ", column " + place.getColumnNr();
      return new Parsed.Refused(
          Problems.notJson(where, "The body is not JSON: " + malformed.getOriginalMessage()));
    }
  }
}
