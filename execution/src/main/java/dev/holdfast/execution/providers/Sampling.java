package dev.holdfast.execution.providers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Rewrites how an answer is sampled, which is said in OpenAI's names.
final class Sampling {
  private Sampling() {}

  /// One text or a list of them.
  static List<String> stops(JsonNode sampling) {
    var stop = sampling.path("stop");
    if (stop.isString()) {
      return List.of(stop.stringValue());
    }
    var stops = new ArrayList<String>();
    stop.values().forEach(one -> stops.add(one.asString("")));
    stops.removeIf(String::isEmpty);
    return stops;
  }

  /// Copies the numbers that have another name here.
  ///
  /// @param names OpenAI's name to the provider's
  static void numbers(JsonNode sampling, Map<String, String> names, ObjectNode into) {
    names.forEach((theirs, here) -> {
      if (sampling.path(theirs).isNumber()) {
        into.set(here, sampling.get(theirs));
      }
    });
  }
}
