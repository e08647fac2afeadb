package dev.holdfast.gateway.jobs;

import dev.holdfast.core.scheduling.JobSpec;
import dev.holdfast.gateway.http.Doc;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What one writing of a job has that another has not, key by key.
final class Differences {
  private Differences() {}

  /// All of it, for a job that is new.
  static List<Doc> from(JobSpec after) {
    return between(Map.of(), leaves(after));
  }

  static List<Doc> between(JobSpec before, JobSpec after) {
    return between(leaves(before), leaves(after));
  }

  private static List<Doc> between(Map<String, JsonNode> before, Map<String, JsonNode> after) {
    var keys = new TreeSet<>(before.keySet());
    keys.addAll(after.keySet());
    return keys.stream()
        .filter(key -> !before.containsKey(key) || !before.get(key).equals(after.get(key)))
        .map(key -> {
          var doc = new Doc().text("key", key);
          if (before.containsKey(key)) {
            doc.node("before", before.get(key));
          }
          return after.containsKey(key) ? doc.node("after", after.get(key)) : doc;
        })
        .toList();
  }

  /// Each value by its path of keys, `deliver.to`. The input is one value: its keys are not ours.
  private static Map<String, JsonNode> leaves(JobSpec spec) {
    var leaves = new TreeMap<String, JsonNode>();
    for (var member : SpecText.of(spec).properties()) {
      if (member.getValue() instanceof ObjectNode group && !member.getKey().equals("input")) {
        group
            .properties()
            .forEach(inner -> leaves.put(member.getKey() + "." + inner.getKey(), inner.getValue()));
      } else {
        leaves.put(member.getKey(), member.getValue());
      }
    }
    return leaves;
  }
}
